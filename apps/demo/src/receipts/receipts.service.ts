import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Queue } from 'bullmq';

/** Asks for receipts; a worker sends them. */
@Injectable()
export class ReceiptsService {
  constructor(@InjectQueue('receipts') private readonly queue: Queue) {}

  async request(orderId: number): Promise<void> {
    await this.queue.add('send', { orderId }, { removeOnComplete: 1000, removeOnFail: 1000 });
  }
}
