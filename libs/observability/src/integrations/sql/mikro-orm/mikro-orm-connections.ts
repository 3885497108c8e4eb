import type { DatabaseConnection } from '../../database/database.contract';
import { KnexPoolAdapter } from '../knex-pool-adapter';
import type { TarnPool } from '../knex-pool-adapter';
import { queryBySlot } from '../pool-query';
import { UncancellableQueries } from '../uncancellable-queries';
import { mongoConnection } from '../../mongo/mongo-connection';
import { sqlConnection } from '../sql-connection';
import type { QuerySql } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { mikroOrmsOf, systemOf } from './mikro-orm-client';
import { poolOf } from './mikro-orm-pool';
import type { MikroOrmConnection, MikroOrmLike } from './mikro-orm-client';

/** Drivers without a pool of their own: one connection, which hands out itself. */
const POOLLESS: ReadonlySet<string> = new Set(['sqlite']);

/** The databases of MikroORM instances, checked through knex's pool. */
export function mikroOrmConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  return mikroOrmsOf(provided).map(({ alias, client }) => {
    const connection = (): MikroOrmConnection => client.em.getConnection();
    if (connection().getDb) return mongoConnection(alias, () => connection().getDb?.());
    const system = systemOf(client);
    return sqlConnection(alias, system, queryFor(client, system, reconnect));
  });
}

function queryFor(orm: MikroOrmLike, system: string, reconnect: boolean): QuerySql {
  const uncancellable = new UncancellableQueries((sql) => orm.em.getConnection().execute(sql));
  let known: { readonly pool: TarnPool; readonly query: QuerySql } | undefined;
  const current = (): QuerySql => {
    const pool = POOLLESS.has(system) ? undefined : poolOf(orm);
    if (!pool) return (sql, signal) => uncancellable.query(sql, signal);
    // A reconnect creates a new pool.
    if (known?.pool !== pool)
      known = { pool, query: queryBySlot(new KnexPoolAdapter(pool), reconnect) };
    return known.query;
  };
  const query: QuerySql = async (sql, signal) => current()(sql, signal);
  return Object.assign(query, { exhaustedMs: () => current().exhaustedMs?.() ?? 0 });
}
