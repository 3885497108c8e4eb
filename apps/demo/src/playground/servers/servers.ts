import { startEmbeddedDatabase } from './embedded-database';
import { startPriceSupplier } from './price-supplier';
import { useQueueBackend } from './queue-backend';
import { TcpProxy } from './tcp-proxy';
import type { Networks } from './tcp-proxy';

type Environment = Readonly<Record<string, string | undefined>>;

/** The servers of the shop, each behind a proxy. */
export interface Servers {
  /** Where they are, in the variables that the shop reads. */
  readonly environment: Record<string, string>;
  readonly networks: Networks;
  /** One line for each server, for people. */
  readonly summary: readonly (readonly [server: string, where: string])[];
  stop(): Promise<void>;
}

/** Slow enough for each health check to notice, and not so slow that it gives up. */
const SLOW_MS = { database: 300, pricing: 1100, redis: 80 };

/** Starts what DATABASE_URL and REDIS_URL do not name. Without Redis, the queue is in the database. */
export async function startServers(env: Environment): Promise<Servers> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  const supplier = await startPriceSupplier();
  const embedded = databaseUrl ? undefined : await startEmbeddedDatabase();
  const database = await TcpProxy.before(databaseUrl ?? embedded?.url ?? '', SLOW_MS.database);
  const pricing = await TcpProxy.before(supplier.url, SLOW_MS.pricing);
  const redis = redisUrl ? await TcpProxy.before(redisUrl, SLOW_MS.redis) : undefined;
  const queueUrl = (redis ?? database).urlThrough;
  useQueueBackend(queueUrl);
  const networks = new Map([
    ['database', database.proxy],
    ['pricing', pricing.proxy],
    ...(redis ? ([['redis', redis.proxy]] as const) : []),
  ]);
  return {
    environment: {
      DATABASE_URL: database.urlThrough,
      PRICES_URL: pricing.urlThrough.replace(/\/$/, ''),
      QUEUE_URL: queueUrl,
      ...(redis && { REDIS_URL: redis.urlThrough }),
    },
    networks,
    summary: [
      [
        'database',
        databaseUrl ? 'PostgreSQL from DATABASE_URL' : 'embedded PostgreSQL, private to this run',
      ],
      ['cache', redisUrl ? 'Redis from REDIS_URL' : 'in memory'],
      ['queue', redisUrl ? 'BullMQ on Redis' : 'BullMQ on the database'],
      ['prices', 'a supplier over HTTP, beside the shop'],
    ],
    stop: async () => {
      await Promise.all([...networks.values()].map((proxy) => proxy.stop()));
      await supplier.stop();
      await embedded?.stop();
    },
  };
}
