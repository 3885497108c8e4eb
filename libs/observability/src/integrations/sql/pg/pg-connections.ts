import type { DatabaseConnection } from '../../database/database.contract';
import { askBySlot } from '../known-pool';
import { LoneQuestions } from '../lone-questions';
import { PgLender } from '../pg-lender';
import type { LendingPgPool, LentPgClient } from '../pg-lender';
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
    const lender = new PgLender(client as unknown as LendingPgPool);
    return sqlConnection(alias, SYSTEM, askBySlot(lender, reconnect));
  });
  const clients = clientsOf(provided).map(({ alias, client }) => {
    const lone = new LoneQuestions(async (sql) => {
      const { rows } = await (client as unknown as LentPgClient).query(sql);
      return rows;
    });
    return sqlConnection(alias, SYSTEM, (sql, signal) => lone.query(sql, signal));
  });
  return [...pools, ...clients];
}
