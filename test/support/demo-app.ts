import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { ObservabilityOptions } from 'nestjs-observability';
import { PlaygroundModule } from '../../apps/demo/src/playground/playground.module';
import { startPriceSupplier } from '../../apps/demo/src/playground/servers/price-supplier';
import type { PriceSupplier } from '../../apps/demo/src/playground/servers/price-supplier';
import { useQueueBackend } from '../../apps/demo/src/playground/servers/queue-backend';
import { ShopObservability } from '../../apps/demo/src/shop/shop-observability';
import { LogRecorder } from './log-recorder';
import { listen } from './platforms';

/** The demo shop under test, with servers that the test controls. */
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
  /** A Redis for the queue alone. @default redisUrl, else the database */
  readonly queueUrl?: string;
  /** The address of the supplier of prices. @default a supplier that is started for this shop */
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
  const { databaseUrl, redisUrl, queueUrl = redisUrl ?? databaseUrl } = servers;
  useQueueBackend(queueUrl);
  const restore = setVariables({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    QUEUE_URL: queueUrl,
    PRICES_URL: servers.supplierUrl ?? supplier.url,
  });
  const { createObservabilityOptions } = ShopObservability.prototype;
  const withOptions = jest
    .spyOn(ShopObservability.prototype, 'createObservabilityOptions')
    .mockImplementation(function mocked(this: ShopObservability) {
      return {
        ...createObservabilityOptions.call(this),
        ...options,
        logs: { level: 'debug', destination: logs },
      };
    });
  const module = PlaygroundModule.on(new Map());
  const app = await NestFactory.create(module, adapter, { abortOnError: false, bufferLogs: true });
  withOptions.mockRestore();
  restore();
  const base = await listen(app);
  const close = async (): Promise<void> => {
    await app.close();
    await supplier.stop();
  };
  return { app, base, logs, supplier, close };
}

/** @returns how to set them back */
function setVariables(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = { ...process.env };
  const assign = (values: NodeJS.Dict<string>): void => {
    for (const name of Object.keys(variables)) {
      if (values[name] === undefined) delete process.env[name];
      else process.env[name] = values[name];
    }
  };
  assign(variables);
  return () => assign(before);
}
