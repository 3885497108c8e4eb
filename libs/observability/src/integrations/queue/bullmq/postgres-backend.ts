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

/** The pool of pg that a queue or worker created or was given. */
export interface BullMqPool extends PgPoolInternals {
  readonly options: Readonly<Record<string, unknown>>;
  readonly Client: new (options: object) => LooseClient;
}

/** How many bytes each client had received. */
type Received = ReadonlyMap<Socketed, number | undefined>;

/** BullMQ's connection to PostgreSQL. */
export interface PostgresConnection {
  readonly pool: BullMqPool;
  /** Whether BullMQ made the pool for itself; in a pool of the app only our own connection is closed. */
  readonly ownsPool?: boolean;
  /** The connection on which a worker listens for new jobs. */
  readonly listenClient?: LooseClient;
}

export function isPostgres(connection: object): connection is PostgresConnection {
  const { pool } = connection as { pool?: unknown };
  return (
    typeof pool === 'object' && pool !== null && hasMethods(pool, 'connect', 'query', 'Client')
  );
}

/**
 * PostgreSQL behind a queue or a worker. The ping queries on one connection of its pool, then on the
 * connection on which a worker listens for jobs. BullMQ's own queries cannot be cancelled; when
 * one is never answered, the connections that have received nothing since are closed.
 */
export function postgresBackend(connection: PostgresConnection): Backend {
  const { pool, ownsPool = true } = connection;
  const slot = new PoolSlot(new PgPoolAdapter(pool), true);
  if (!ownsPool) return { ping: (signal) => slot.query(PING, signal) };
  let before: Received = new Map();
  const serverConnection: ServerConnection = {
    isOpen: () => true,
    isDead: async (signal) => {
      await queryNewConnection(pool, signal);
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

/** Rejects when the server does not reply on a new connection with the pool's settings. */
async function queryNewConnection(pool: BullMqPool, signal: AbortSignal): Promise<void> {
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
