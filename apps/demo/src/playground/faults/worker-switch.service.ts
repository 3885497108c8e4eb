import { BullRegistrar } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ReceiptsProcessor } from '../../shop/receipts/receipts.processor';

/** Stops and starts the worker that takes receipts from the queue. */
@Injectable()
export class WorkerSwitchService {
  isRunning = true;

  constructor(private readonly modules: ModuleRef) {}

  /** A worker that is closed cannot be opened again: registering makes a new one. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.modules.get(BullRegistrar, { strict: false }).register();
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.isRunning = false;
    // By force: a worker that is killed does not finish its job either.
    await this.modules.get(ReceiptsProcessor, { strict: false }).worker.close(true);
  }
}
