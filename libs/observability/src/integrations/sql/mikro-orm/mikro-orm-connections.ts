import type { DatabaseConnection } from '../../database/database.contract';
import { KnexLender } from '../knex-lender';
import type { TarnPool } from '../knex-lender';
import { askBySlot } from '../known-pool';
import { LoneQuestions } from '../lone-questions';
import { mongoConnection } from '../../mongo/mongo-connection';
import { sqlConnection } from '../sql-connection';
import type { AskSql } from '../sql-connection';
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
    return sqlConnection(alias, system, asking(client, system, reconnect));
  });
}

function asking(orm: MikroOrmLike, system: string, reconnect: boolean): AskSql {
  const lone = new LoneQuestions((sql) => orm.em.getConnection().execute(sql));
  let known: { readonly pool: TarnPool; readonly ask: AskSql } | undefined;
  const current = (): AskSql => {
    const pool = POOLLESS.has(system) ? undefined : poolOf(orm);
    if (!pool) return (sql, signal) => lone.query(sql, signal);
    // It makes a new one when it connects anew.
    if (known?.pool !== pool) known = { pool, ask: askBySlot(new KnexLender(pool), reconnect) };
    return known.ask;
  };
  const ask: AskSql = async (sql, signal) => current()(sql, signal);
  return Object.assign(ask, { exhaustedMs: () => current().exhaustedMs?.() ?? 0 });
}
