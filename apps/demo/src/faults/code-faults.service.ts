import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** What can be done to a part of the shop. */
export type FaultMode = 'ok' | 'slow' | 'down' | 'hang';

/** The parts of the shop's own code that can be made to fail. */
export type CodePart = 'orders' | 'receipts';

const SLOW_MS = 1200;

/** Faults in the shop's own code: it calls `trip` where it can be made slow or wrong. */
@Injectable()
export class CodeFaultsService {
  readonly modes: Record<CodePart, FaultMode> = { orders: 'ok', receipts: 'ok' };

  async trip(part: CodePart): Promise<void> {
    if (this.modes[part] === 'slow') await sleep(SLOW_MS);
    if (this.modes[part] === 'down') {
      throw new TypeError(`Cannot read properties of undefined (a fault in ${part})`);
    }
  }
}
