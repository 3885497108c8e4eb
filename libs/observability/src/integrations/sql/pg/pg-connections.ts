import type { DatabaseConnection } from '../../database/database.contract';
import { queryBySlot } from '../pool-query';
import { UncancellableQueries } from '../uncancellable-queries';
import { PgPoolAdapter } from '../pg-pool-adapter';
import type { PgPoolInternals, PooledPgClient } from '../pg-pool-adapter';
import { sqlConnection } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { clientsOf, poolsOf } from './pg-client';

/** OpenTelemetry's `db.system.name`. */
const SYSTEM = 'postgresql';

/** The databases of pg's pools, checked by a client of the pool, and of single clients. */
export function pgConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  const pools = poolsOf(provided).map(({ alias, client }) => {
    // pg's own types say less than what is used of it; all pools of pg are pg-pool's.
    const adapter = new PgPoolAdapter(client as unknown as PgPoolInternals);
    return sqlConnection(alias, SYSTEM, queryBySlot(adapter, reconnect));
  });
  const clients = clientsOf(provided).map(({ alias, client }) => {
    const uncancellable = new UncancellableQueries(async (sql) => {
      const { rows } = await (client as unknown as PooledPgClient).query(sql);
      return rows;
    });
    return sqlConnection(alias, SYSTEM, (sql, signal) => uncancellable.query(sql, signal));
  });
  return [...pools, ...clients];
}
