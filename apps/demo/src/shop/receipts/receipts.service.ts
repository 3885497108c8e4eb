import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Logged } from 'nestjs-observability';

/** Requests receipts; a worker sends them. */
@Injectable()
export class ReceiptsService {
  constructor(@InjectQueue('receipts') private readonly queue: Queue) {
    // Without a listener BullMQ writes each failed attempt to connect to the console.
    const logger = new Logger(ReceiptsService.name);
    queue.on('error', (error) => logger.debug(`queue: ${error.message}`));
  }

  @Logged({ level: 'debug' })
  async request(orderId: number): Promise<void> {
    await this.queue.add('send', { orderId }, { removeOnComplete: 1000, removeOnFail: 1000 });
  }
}
