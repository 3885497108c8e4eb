import { ioredisClient, isIoredis } from '../../cache/ioredis/ioredis-client';
import { isNodeRedis, nodeRedisClient } from '../../cache/node-redis/node-redis-client';
import type { RedisClient } from '../../cache/redis/redis-client';
import { isPostgres, postgresBackend } from './postgres-backend';

/** The store of the jobs of a queue or worker. */
export interface Backend {
  /** Sends a ping. @param signal aborted when the check has timed out */
  ping(signal: AbortSignal): Promise<unknown>;
  /** The setting with which its driver gives up a dead connection, where it lacks it. */
  remedy(): string | undefined;
}

/** A queue or a worker: BullMQ 6 has a backend between it and its connection, BullMQ 5 has none. */
interface Owner {
  readonly backend?: { readonly connection?: unknown; readonly blockingConnection?: unknown };
  readonly connection?: unknown;
  readonly blockingConnection?: unknown;
}

/** BullMQ's own connection to Redis. */
interface RedisConnection {
  /** The client, once it exists. */
  readonly _client?: object;
}

/** What is behind a queue or a worker; undefined where that is unknown. */
export function backendOf(owner: object): Backend | undefined {
  const { backend, connection = backend?.connection } = owner as Owner;
  if (!isObject(connection)) return undefined;
  if (isPostgres(connection)) return postgresBackend(connection);
  if ('pool' in connection) return undefined;
  const client = clientIn(connection);
  return { ping: async () => client()?.ping(), remedy: () => client()?.remedy?.() };
}

/**
 * The connection to Redis on which a worker waits for jobs; undefined where there is no such connection.
 * BullMQ supervises it while it waits, and a PING would wait as well; so it is sent only
 * while the connection is not ready.
 */
export function waitingBackendOf(owner: object): Backend | undefined {
  const { backend, blockingConnection = backend?.blockingConnection } = owner as Owner;
  if (!isObject(blockingConnection)) return undefined;
  const client = clientIn(blockingConnection);
  return {
    ping: async () => (client()?.isReady() ? undefined : client()?.ping()),
    remedy: () => client()?.remedy?.(),
  };
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

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
