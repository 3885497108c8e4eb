import type { Backend } from './backend.contract';
import { isPostgres, postgresBackend } from './postgres-backend';
import { redisBackend, redisWaitingBackend } from './redis-backend';

/** A queue or a worker: BullMQ 6 has a backend between it and its connection, BullMQ 5 has none. */
interface Owner {
  readonly backend?: { readonly connection?: unknown; readonly blockingConnection?: unknown };
  readonly connection?: unknown;
  readonly blockingConnection?: unknown;
}

/** What is behind a queue or a worker; undefined where that is unknown. */
export function backendOf(owner: object): Backend | undefined {
  const { backend, connection = backend?.connection } = owner as Owner;
  if (!isObject(connection)) return undefined;
  if (isPostgres(connection)) return postgresBackend(connection);
  return 'pool' in connection ? undefined : redisBackend(connection);
}

/** By what a worker waits for jobs, apart from all else; undefined where there is no such connection. */
export function waitingBackendOf(owner: object): Backend | undefined {
  const { backend, blockingConnection = backend?.blockingConnection } = owner as Owner;
  return isObject(blockingConnection) ? redisWaitingBackend(blockingConnection) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
