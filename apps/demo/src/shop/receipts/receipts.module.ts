import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { QueueOptions } from 'bullmq';
import { Order } from '../orders/order.entity';
import { ReceiptsProcessor } from './receipts.processor';
import { ReceiptsService } from './receipts.service';

const RECONNECT_EVERY_MS = 500;
/** With it a connection that was lost in silence is replaced; a worker waits up to ten seconds for a job. */
const SOCKET_TIMEOUT_MS = 11_000;

@Module({
  imports: [
    TypeOrmModule.forFeature([Order]),
    BullModule.forRootAsync({ inject: [ConfigService], useFactory: queueOptions }),
    BullModule.registerQueue({ name: 'receipts' }),
  ],
  providers: [ReceiptsService, ReceiptsProcessor],
  exports: [ReceiptsService],
})
export class ReceiptsModule {}

/** BullMQ's own strategy waits up to 20 s, in which a worker can neither work nor close. */
const retryStrategy = (): number => RECONNECT_EVERY_MS;

function queueOptions(config: ConfigService): QueueOptions {
  const url = config.getOrThrow<string>('QUEUE_URL');
  return {
    connection: {
      url,
      maxRetriesPerRequest: null,
      retryStrategy,
      socketTimeout: SOCKET_TIMEOUT_MS,
    },
  };
}
