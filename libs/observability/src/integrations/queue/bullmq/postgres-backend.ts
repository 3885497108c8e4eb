import { hasMethods } from '../../../core';
import { remedyFor } from '../../client/missing-limits';
import { asOwnQuery } from '../../sql/query-observer';
import { PgPoolAdapter } from '../../sql/pg-pool-adapter';
import type { PgPoolInternals } from '../../sql/pg-pool-adapter';
import { PoolSlot } from '../../sql/pool-slot';

const PING = asOwnQuery('SELECT 1');

/** BullMQ's connection to PostgreSQL. */
export interface PostgresConnection {
  /** The pool of pg that BullMQ created or was given. */
  readonly pool: PgPoolInternals & { readonly options?: { readonly query_timeout?: unknown } };
  /** The connection on which a worker listens for new jobs. */
  readonly listenClient?: { query(sql: string): Promise<unknown> };
}

export function isPostgres(connection: object): connection is PostgresConnection {
  const { pool } = connection as { pool?: unknown };
  return (
    typeof pool === 'object' && pool !== null && hasMethods(pool, 'connect', 'query', 'Client')
  );
}

/**
 * PostgreSQL behind a queue or a worker. The ping queries on one connection of its pool, then on the
 * connection on which a worker listens for jobs. BullMQ's own queries cannot be cancelled: one that is never
 * answered ends by the pool's `query_timeout`.
 */
export function postgresBackend(connection: PostgresConnection): {
  ping(signal: AbortSignal): Promise<void>;
  remedy(): string | undefined;
} {
  const slot = new PoolSlot(new PgPoolAdapter(connection.pool));
  return {
    ping: async (signal) => {
      await slot.query(PING, signal);
      await connection.listenClient?.query(PING);
    },
    remedy: () =>
      connection.pool.options?.query_timeout ? slot.remedy() : remedyFor('pg', 'query_timeout'),
  };
}
