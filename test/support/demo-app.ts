import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import type { ObservabilityOptions } from 'nestjs-observability';
import { AppModule } from '../../apps/demo/src/app.module';
import { ActiveCustomers } from '../../apps/demo/src/orders/active-customers';
import { observabilityOptions } from '../../apps/demo/src/observability-config';
import { startPriceSupplier } from '../../apps/demo/src/surroundings/price-supplier';
import type { PriceSupplier } from '../../apps/demo/src/surroundings/price-supplier';
import type { Surroundings } from '../../apps/demo/src/surroundings/surroundings';
import { LogRecorder } from './log-recorder';
import { listen } from './platforms';

/** The demo shop under test, with servers that the test holds in its hands. */
export interface DemoShop {
  readonly app: INestApplication;
  readonly base: string;
  readonly logs: LogRecorder;
  readonly supplier: PriceSupplier;
  close(): Promise<void>;
}

export interface DemoServers {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** A Redis of the queue's own. @default redisUrl */
  readonly queueUrl?: string;
  /** Where prices are asked for. @default a supplier of the shop's own */
  readonly supplierUrl?: string;
}

/** Opens the shop on the platform and the servers. */
export async function openDemoShop(
  adapter: AbstractHttpAdapter,
  servers: DemoServers,
  options: ObservabilityOptions = {},
): Promise<DemoShop> {
  const logs = new LogRecorder();
  const supplier = await startPriceSupplier();
  const surroundings: Surroundings = {
    databaseUrl: servers.databaseUrl,
    redisUrl: servers.redisUrl,
    queueUrl: servers.queueUrl,
    supplierUrl: servers.supplierUrl ?? supplier.url,
    networks: new Map(),
    customers: new ActiveCustomers(),
    summary: [],
    stop: () => Promise.resolve(),
  };
  const module = AppModule.in(surroundings, {
    ...observabilityOptions(surroundings),
    ...options,
    logs: { level: 'debug', destination: logs },
  });
  const app = await NestFactory.create(module, adapter, { abortOnError: false, bufferLogs: true });
  const base = await listen(app);
  const close = async (): Promise<void> => {
    await app.close();
    await supplier.stop();
  };
  return { app, base, logs, supplier, close };
}
