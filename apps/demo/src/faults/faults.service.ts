import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequestException, Inject, Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { BullRegistrar } from '@nestjs/bullmq';
import { ReceiptsProcessor } from '../receipts/receipts.processor';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';

/** What can be done to a part of the shop. */
export type FaultMode = 'ok' | 'slow' | 'down' | 'hang';

const MODES: readonly string[] = ['ok', 'slow', 'down', 'hang'];
const SLOW_MS = 1200;

/** Breaks one part of the shop at a time, and mends it. */
@Injectable()
export class FaultsService {
  private readonly logger = new Logger(FaultsService.name);
  private code: FaultMode = 'ok';
  private worker: FaultMode = 'ok';

  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    private readonly modules: ModuleRef,
  ) {}

  /** Every part and how it is. */
  all(): Record<string, FaultMode> {
    const networks = [...this.surroundings.networks].map(([name, { current }]) => [name, current]);
    return { ...Object.fromEntries(networks), orders: this.code, worker: this.worker };
  }

  async set(part: string, mode: string): Promise<void> {
    if (!MODES.includes(mode))
      throw new BadRequestException(`A mode is one of ${MODES.join(', ')}`);
    const known = Object.keys(this.all());
    if (!known.includes(part))
      throw new BadRequestException(`A part is one of ${known.join(', ')}`);
    this.logger.warn(`fault: ${part} is ${mode}`);
    if (part === 'orders') this.code = mode as FaultMode;
    else if (part === 'worker') await this.setWorker(mode as FaultMode);
    else this.surroundings.networks.get(part)?.set(mode as FaultMode);
  }

  /** Code of the shop calls it where it can be made to fail. */
  async trip(_part: 'orders'): Promise<void> {
    if (this.code === 'slow') await sleep(SLOW_MS);
    if (this.code === 'down') throw new TypeError('Cannot read properties of undefined (a fault)');
  }

  /** A worker that is closed cannot be opened again: registering makes a new one. */
  private async setWorker(mode: FaultMode): Promise<void> {
    if (mode === this.worker) return;
    const isStopped = this.worker !== 'ok';
    this.worker = mode;
    if (mode === 'ok') this.modules.get(BullRegistrar, { strict: false }).register();
    else if (!isStopped) {
      await this.modules.get(ReceiptsProcessor, { strict: false }).worker.close();
    }
  }
}
