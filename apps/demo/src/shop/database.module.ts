import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Order } from './orders/order.entity';

const RETRY_EVERY_MS = 1000;

/**
 * Connects in the background. The shop starts without its database: it is not ready, says why,
 * and becomes ready when the database comes.
 */
@Injectable()
class DatabaseConnector implements OnApplicationBootstrap, OnApplicationShutdown {
  private isStopping = false;

  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async onApplicationBootstrap(): Promise<void> {
    const isConnected = await this.connect();
    if (!isConnected) void this.keepTrying();
  }

  onApplicationShutdown(): void {
    this.isStopping = true;
  }

  private async keepTrying(): Promise<void> {
    while (!this.isStopping && !(await this.connect())) await sleep(RETRY_EVERY_MS);
  }

  private async connect(): Promise<boolean> {
    if (this.database.isInitialized) return true;
    await this.database.initialize().catch(() => undefined);
    return this.database.isInitialized;
  }
}

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        type: 'postgres' as const,
        url: config.getOrThrow<string>('DATABASE_URL'),
        entities: [Order],
        synchronize: true,
        manualInitialization: true,
        extra: { max: 10, connectionTimeoutMillis: 2000, query_timeout: 5000 },
      }),
    }),
  ],
  providers: [DatabaseConnector],
})
export class DatabaseModule {}
