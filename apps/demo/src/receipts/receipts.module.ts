import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { setDefaultBackendFactory } from 'bullmq';
import type { QueueOptions } from 'bullmq';
import { Order } from '../orders/order.entity';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';
import { createPatientPostgresBackend } from './patient-postgres-backend';
import { ReceiptsWorkerService } from './receipts-worker.service';
import { ReceiptsProcessor } from './receipts.processor';
import { ReceiptsService } from './receipts.service';

const RECONNECT_EVERY_MS = 500;

@Module({
  imports: [
    TypeOrmModule.forFeature([Order]),
    BullModule.forRootAsync({ inject: [SURROUNDINGS], useFactory: connection }),
    BullModule.registerQueue({ name: 'receipts' }),
  ],
  providers: [ReceiptsService, ReceiptsProcessor, ReceiptsWorkerService],
  exports: [ReceiptsService, ReceiptsWorkerService],
})
export class ReceiptsModule {}

/** BullMQ 6 runs on Redis, and on PostgreSQL where there is none. */
function connection({ databaseUrl, redisUrl, queueUrl = redisUrl }: Surroundings): QueueOptions {
  if (queueUrl) {
    setDefaultBackendFactory();
    // BullMQ's own strategy waits up to 20 s, in which a worker can neither work nor close.
    const retryStrategy = (): number => RECONNECT_EVERY_MS;
    return { connection: { url: queueUrl, maxRetriesPerRequest: null, retryStrategy } };
  }
  setDefaultBackendFactory(createPatientPostgresBackend);
  // The backend takes PostgreSQL's settings where the type names Redis's.
  return { connection: { connectionString: databaseUrl, migrate: true } };
}
