import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { OrdersService } from '../../shop/orders/orders.service';
import { ReceiptsProcessor } from '../../shop/receipts/receipts.processor';

/** How a part of the shop behaves. */
export type FaultMode = 'ok' | 'slow' | 'down' | 'hang';

/** The parts of the shop's own code that can be made to fail. */
export type CodePart = 'orders' | 'receipts';

type AsyncMethod = (...args: never[]) => Promise<unknown>;

const SLOW_MS = 1200;

/**
 * Faults in the shop's own code, which contains no trace of them: the methods are replaced on their
 * prototypes, before the library wraps them at the start of the app.
 */
@Injectable()
export class CodeFaultsService implements OnApplicationShutdown {
  readonly modes: Record<CodePart, FaultMode> = { orders: 'ok', receipts: 'ok' };
  private readonly restore = [
    this.makeBreakable('orders', OrdersService.prototype, 'place'),
    this.makeBreakable('receipts', ReceiptsProcessor.prototype, 'process'),
  ];

  onApplicationShutdown(): void {
    for (const restore of this.restore) restore();
  }

  /** @returns how to undo it */
  private makeBreakable<N extends string>(
    part: CodePart,
    prototype: Record<N, AsyncMethod>,
    name: N,
  ): () => void {
    const original = prototype[name];
    const applyFault = (): Promise<void> => this.applyFault(part);
    prototype[name] = async function breakable(this: unknown, ...args: never[]): Promise<unknown> {
      await applyFault();
      return original.apply(this, args);
    };
    return () => {
      prototype[name] = original;
    };
  }

  private async applyFault(part: CodePart): Promise<void> {
    if (this.modes[part] === 'slow') await sleep(SLOW_MS);
    if (this.modes[part] === 'down') {
      throw new TypeError(`Cannot read properties of undefined (a fault in ${part})`);
    }
  }
}
