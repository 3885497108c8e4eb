import { BullRegistrar } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ReceiptsProcessor } from './receipts.processor';

/** The worker that takes receipts from the queue, to be stopped and started. */
@Injectable()
export class ReceiptsWorkerService {
  isRunning = true;

  constructor(
    private readonly processor: ReceiptsProcessor,
    private readonly modules: ModuleRef,
  ) {}

  /** A worker that is closed cannot be opened again: registering makes a new one. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.modules.get(BullRegistrar, { strict: false }).register();
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.isRunning = false;
    // By force: a worker that is killed waits for nobody.
    await this.processor.worker.close(true);
  }
}
