import { lazyServerConnection } from '../../probe/lazy-server-connection';
import { ioredisClient, isIoredis } from '../../cache/ioredis/ioredis-client';
import { isNodeRedis, nodeRedisClient } from '../../cache/node-redis/node-redis-client';
import type { RedisClient } from '../../cache/redis/redis-client';
import type { Backend } from './backend.contract';

/** BullMQ's own connection to Redis. */
interface RedisConnection {
  /** The client, once it exists. */
  readonly _client?: object;
}

/** Redis behind a queue or a worker. */
export function redisBackend(connection: RedisConnection): Backend {
  const client = clientIn(connection);
  return {
    ping: async () => client()?.ping(),
    serverConnection: lazyServerConnection(() => client()?.serverConnection),
  };
}

/**
 * The connection on which a worker waits for jobs. BullMQ supervises it while it waits, and a PING
 * would wait as well; so it is sent only while the connection waits for its first replies, which
 * BullMQ does not supervise.
 */
export function redisWaitingBackend(connection: RedisConnection): Backend {
  const client = clientIn(connection);
  const ping = async (): Promise<unknown> =>
    client()?.isInHandshake?.() ? client()?.ping() : undefined;
  return { ping, serverConnection: lazyServerConnection(() => client()?.serverConnection) };
}

/** The client is looked up each time: BullMQ creates it a moment later. */
function clientIn(connection: RedisConnection): () => RedisClient | undefined {
  let known: { readonly of: object; readonly client: RedisClient | undefined } | undefined;
  return () => {
    const { _client: raw } = connection;
    if (!raw) return undefined;
    if (known?.of !== raw) known = { of: raw, client: recognise(raw) };
    return known.client;
  };
}

function recognise(client: object): RedisClient | undefined {
  if (isIoredis(client)) return ioredisClient(client);
  // BullMQ wraps a client of node-redis.
  const { raw = client } = client as { raw?: object };
  return isNodeRedis(raw) ? nodeRedisClient(raw) : undefined;
}
