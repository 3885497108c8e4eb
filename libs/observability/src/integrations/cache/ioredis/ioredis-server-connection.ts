import type { ServerConnection } from '../../probe/checked-connection';
import { blocks } from '../redis/blocking-command';
import type { IoredisLike } from './ioredis.contract';

/** The states in which ioredis considers a connection open: ready, or waiting for the first reply. */
const HELD = new Set(['ready', 'connect']);

/** The options of our own connection, on top of the client's: one request, without retries. */
const SINGLE_REQUEST_OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResubscribe: false,
  monitor: false,
  maxRetriesPerRequest: 0,
  retryStrategy: null,
  sentinelRetryStrategy: null,
  reconnectOnError: null,
  // BullMQ would count a connection with this name as a worker.
  connectionName: undefined,
};

/** The connection of a Redis of ioredis. */
export function ioredisServerConnection(redis: IoredisLike): ServerConnection {
  return {
    isOpen: () => HELD.has(redis.status),
    bytesRead: () => redis.stream?.bytesRead,
    isDead: async (signal) => {
      if (blocks(redis.commandQueue?.peekFront?.()?.command)) return false;
      await pingNewConnection(redis, signal);
      return true;
    },
    // The client notices the end and reconnects by its `retryStrategy`.
    cut: () => redis.stream?.destroy(),
  };
}

/** Rejects when the server does not reply on the new connection. */
async function pingNewConnection(redis: IoredisLike, signal: AbortSignal): Promise<void> {
  const fresh = redis.duplicate(SINGLE_REQUEST_OPTIONS);
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
