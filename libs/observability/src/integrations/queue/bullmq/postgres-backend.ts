import { hasMethods } from '../../../core';
import type { ServerConnection } from '../../probe/checked-connection';
import { asOwnQuery } from '../../sql/own-query';
import { PgPoolAdapter } from '../../sql/pg-pool-adapter';
import type { PgPoolInternals } from '../../sql/pg-pool-adapter';
import { PoolSlot } from '../../sql/pool-slot';
import type { Backend } from './backend.contract';

const PING = asOwnQuery('SELECT 1');
const CONNECT_LIMIT_MS = 1000;

/** A client of pg, with its socket. */
interface Socketed {
  readonly connection?: { readonly stream?: { readonly bytesRead?: number; destroy(): void } };
}

/** A client of pg that is not of the pool. */
interface LooseClient extends Socketed {
  connect(): Promise<unknown>;
  query(sql: string): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

/** The pool of pg that a queue or worker keeps for itself, or was given. */
export interface BullMqPool extends PgPoolInternals {
  readonly options: Readonly<Record<string, unknown>>;
  readonly Client: new (options: object) => LooseClient;
}

/** How much each of the clients had received. */
type Received = ReadonlyMap<Socketed, number | undefined>;

/** BullMQ's connection of PostgreSQL. */
export interface PostgresConnection {
  readonly pool: BullMqPool;
  /** Whether BullMQ made the pool for itself; in one of the app's, nothing but our own slot is closed. */
  readonly ownsPool?: boolean;
  /** By which a worker hears of new jobs. */
  readonly listenClient?: LooseClient;
}

export function isPostgres(connection: object): connection is PostgresConnection {
  const { pool } = connection as { pool?: unknown };
  return (
    typeof pool === 'object' && pool !== null && hasMethods(pool, 'connect', 'query', 'Client')
  );
}

/**
 * PostgreSQL behind a queue or a worker. The sign of life takes one slot of its pool, then the
 * connection by which a worker hears of jobs. BullMQ's own questions cannot be broken off; when
 * one is never answered, those of its connections are closed that have received nothing since.
 */
export function postgresBackend(connection: PostgresConnection): Backend {
  const { pool, ownsPool = true } = connection;
  const slot = new PoolSlot(new PgPoolAdapter(pool), true);
  if (!ownsPool) return { ping: (signal) => slot.query(PING, signal) };
  let before: Received = new Map();
  const serverConnection: ServerConnection = {
    isOpen: () => true,
    isDead: async (signal) => {
      await askAnew(pool, signal);
      return true;
    },
    cut: () => closeSilent(connection, before),
  };
  const ping = async (signal: AbortSignal): Promise<void> => {
    before = receivedBy(connection);
    await slot.query(PING, signal);
    await connection.listenClient?.query(PING);
  };
  return { ping, serverConnection };
}

function receivedBy({
  pool: { _clients: clients = [] },
  listenClient,
}: PostgresConnection): Received {
  const all: readonly Socketed[] = listenClient ? [...clients, listenClient] : clients;
  return new Map(all.map((client) => [client, client.connection?.stream?.bytesRead]));
}

function closeSilent(connection: PostgresConnection, before: Received): void {
  for (const [client, bytes] of receivedBy(connection)) {
    if (before.has(client) && before.get(client) === bytes) client.connection?.stream?.destroy();
  }
}

/** Rejects when a new connection with the pool's settings is not answered. */
async function askAnew(pool: BullMqPool, signal: AbortSignal): Promise<void> {
  const { password, ssl } = pool.options;
  // The pool hides these two from code that copies its settings.
  const hidden = { password, ssl };
  const limits = { connectionTimeoutMillis: CONNECT_LIMIT_MS, query_timeout: CONNECT_LIMIT_MS };
  const fresh = new pool.Client({ ...pool.options, ...hidden, ...limits });
  fresh.on('error', () => undefined);
  const close = (): void => fresh.connection?.stream?.destroy();
  signal.addEventListener('abort', close);
  try {
    await fresh.connect();
    await fresh.query(PING);
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
