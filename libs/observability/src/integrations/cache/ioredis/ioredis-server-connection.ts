import type { ServerConnection } from '../../probe/checked-connection';
import { blocks } from '../redis/blocking-command';
import type { IoredisLike } from './ioredis.contract';

/** The states in which ioredis believes in a connection: it is used, or its first reply is waited for. */
const HELD = new Set(['ready', 'connect']);

/** Settings of a connection of ours: the client's own, for one question, without a second try. */
const FOR_ONE_QUESTION = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResubscribe: false,
  monitor: false,
  maxRetriesPerRequest: 0,
  retryStrategy: null,
  sentinelRetryStrategy: null,
  reconnectOnError: null,
  // By its name BullMQ counts a connection as a worker.
  connectionName: undefined,
};

/** The connection of a Redis of ioredis. */
export function ioredisServerConnection(redis: IoredisLike): ServerConnection {
  return {
    isOpen: () => HELD.has(redis.status),
    bytesRead: () => redis.stream?.bytesRead,
    isDead: async (signal) => {
      if (blocks(redis.commandQueue?.peekFront?.()?.command)) return false;
      await askAnew(redis, signal);
      return true;
    },
    // Its end is noticed by the client, which connects again by its `retryStrategy`.
    cut: () => redis.stream?.destroy(),
  };
}

/** Rejects when the new connection is not answered. */
async function askAnew(redis: IoredisLike, signal: AbortSignal): Promise<void> {
  const fresh = redis.duplicate(FOR_ONE_QUESTION);
  fresh.on('error', () => undefined);
  const close = (): void => {
    fresh.disconnect();
    fresh.stream?.destroy();
  };
  signal.addEventListener('abort', close);
  try {
    await fresh.connect();
    await fresh.ping();
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
