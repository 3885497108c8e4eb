import {
  ioredisClient,
  ioredisCluster,
  isIoredis,
  isIoredisCluster,
} from '../ioredis/ioredis-client';
import {
  isNodeRedis,
  isNodeRedisGroup,
  nodeRedisClient,
  nodeRedisGroup,
  originalOf,
} from '../node-redis/node-redis-client';
import type { RedisClient } from '../redis/redis-client';
import { parseInfo } from '../redis/redis-info';

/** The least that a client of Redis can do, whatever made it. */
interface InformedClient {
  readonly isReady?: boolean;
  info(): Promise<string>;
}

/** The Redis behind a cache's stores (Keyv, its adapter, the adapter's client), if there is one. */
export function redisOf(stores: readonly unknown[]): RedisClient | undefined {
  for (const store of stores) {
    const { client } = (store as { store?: { client?: unknown } }).store ?? {};
    const redis = typeof client === 'object' && client !== null ? recognise(client) : undefined;
    if (redis) return redis;
  }
  return undefined;
}

function recognise(given: object): RedisClient | undefined {
  const client = originalOf(given);
  if (isIoredis(client)) return ioredisClient(client);
  if (isIoredisCluster(client)) return ioredisCluster(client);
  if (isNodeRedis(client)) return nodeRedisClient(client);
  if (isNodeRedisGroup(client)) return nodeRedisGroup(client);
  return isInformed(client) ? informedClient(client) : undefined;
}

function isInformed(client: object): client is InformedClient {
  return typeof (client as Partial<InformedClient>).info === 'function';
}

function informedClient(client: InformedClient): RedisClient {
  return {
    isReady: () => client.isReady !== false,
    ping: () => client.info(),
    infos: async () => [parseInfo(await client.info())],
  };
}
