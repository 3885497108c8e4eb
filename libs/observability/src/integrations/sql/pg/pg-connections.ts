import type { DatabaseConnection } from '../../database/database.contract';
import { PgPoolAdapter } from '../pg-pool-adapter';
import type { PgPoolInternals, PooledPgClient } from '../pg-pool-adapter';
import { PoolSlot } from '../pool-slot';
import { sqlConnection } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { clientsOf, poolsOf } from './pg-client';

/** OpenTelemetry's `db.system.name`. */
const SYSTEM = 'postgresql';

/** The databases of pg's pools, checked by a client of the pool, and of single clients. */
export function pgConnections(provided: readonly Provided[]): DatabaseConnection[] {
  const pools = poolsOf(provided).map(({ alias, client }) => {
    // pg's own types say less than what is used of it; all pools of pg are pg-pool's.
    const adapter = new PgPoolAdapter(client as unknown as PgPoolInternals);
    return sqlConnection(alias, SYSTEM, new PoolSlot(adapter));
  });
  const clients = clientsOf(provided).map(({ alias, client }) =>
    sqlConnection(alias, SYSTEM, {
      query: async (sql) => (await (client as unknown as PooledPgClient).query(sql)).rows,
      remedy: () => 'pg never replaces the connection of a Client: use a Pool',
    }),
  );
  return [...pools, ...clients];
}
