import type { DatabaseConnection } from '../../database/database.contract';
import { KnexPoolAdapter } from '../knex-pool-adapter';
import type { TarnPool } from '../knex-pool-adapter';
import { CurrentPool } from '../current-pool';
import { PoolSlot } from '../pool-slot';
import { mongoConnection } from '../../mongo/mongo-connection';
import { sqlConnection } from '../sql-connection';
import type { SqlClient } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { mikroOrmsOf, systemOf } from './mikro-orm-client';
import { poolOf } from './mikro-orm-pool';
import type { MikroOrmConnection, MikroOrmLike } from './mikro-orm-client';

/** Drivers without a pool of their own: one connection, which hands out itself. */
const POOLLESS: ReadonlySet<string> = new Set(['sqlite']);

/** The databases of MikroORM instances, checked through knex's pool. */
export function mikroOrmConnections(provided: readonly Provided[]): DatabaseConnection[] {
  return mikroOrmsOf(provided).map(({ alias, client }) => {
    const connection = (): MikroOrmConnection => client.em.getConnection();
    if (connection().getDb) return mongoConnection(alias, () => connection().getDb?.());
    const system = systemOf(client);
    return sqlConnection(alias, system, clientFor(client, system));
  });
}

function clientFor(orm: MikroOrmLike, system: string): SqlClient {
  return new CurrentPool(
    () => (POOLLESS.has(system) ? undefined : poolOf(orm)),
    { query: (sql) => orm.em.getConnection().execute(sql) },
    // The pools of `poolOf` are tarn's.
    (pool) => new PoolSlot(new KnexPoolAdapter(pool as TarnPool)),
  );
}
