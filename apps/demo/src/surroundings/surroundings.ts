import { ActiveCustomers } from '../orders/active-customers';
import { startEmbeddedDatabase } from './embedded-database';
import { startPriceSupplier } from './price-supplier';
import { TcpProxy } from './tcp-proxy';

/** The services that the shop needs, and the network to each of them. */
export interface Surroundings {
  readonly databaseUrl: string;
  /** Undefined when the cache is in memory and the queue in the database. */
  readonly redisUrl: string | undefined;
  /** Where the queue has a Redis of its own. @default redisUrl */
  readonly queueUrl?: string;
  readonly supplierUrl: string;
  /** A proxy for each service, by the name that `/faults` uses. */
  readonly networks: ReadonlyMap<string, TcpProxy>;
  /** The customers of this shop, for the gauge of active users. */
  readonly customers: ActiveCustomers;
  /** One line for each service, for people. */
  readonly summary: readonly (readonly [service: string, where: string])[];
  stop(): Promise<void>;
}

/** Slow enough for each health check to notice, and not so slow that it gives up. */
const SLOW_MS = { database: 300, pricing: 1100, redis: 80 };

export const SURROUNDINGS = Symbol('SURROUNDINGS');

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts what is not given by DATABASE_URL and REDIS_URL. */
export async function startSurroundings(env: Environment): Promise<Surroundings> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  const supplier = await startPriceSupplier();
  const embedded = databaseUrl ? undefined : await startEmbeddedDatabase();
  const database = await TcpProxy.before(databaseUrl ?? embedded?.url ?? '', SLOW_MS.database);
  const pricing = await TcpProxy.before(supplier.url, SLOW_MS.pricing);
  const redis = redisUrl ? await TcpProxy.before(redisUrl, SLOW_MS.redis) : undefined;
  const networks = new Map([
    ['database', database.proxy],
    ['pricing', pricing.proxy],
    ...(redis ? ([['redis', redis.proxy]] as const) : []),
  ]);
  return {
    databaseUrl: database.urlThrough,
    redisUrl: redis?.urlThrough,
    supplierUrl: pricing.urlThrough.replace(/\/$/, ''),
    networks,
    customers: new ActiveCustomers(),
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
