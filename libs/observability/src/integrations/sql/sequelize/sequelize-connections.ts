import { hasMethods } from '../../../core';
import type { DatabaseConnection } from '../../database/database.contract';
import { remedyFor } from '../../client/missing-limits';
import { PoolSlot } from '../pool-slot';
import { sqlConnection } from '../sql-connection';
import type { SqlClient } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { sequelizesOf, systemOf } from './sequelize-client';
import type { SequelizeLike } from './sequelize-client';
import { SequelizePoolAdapter } from './sequelize-pool-adapter';
import type { SequelizePool } from './sequelize-pool-adapter';

/** The databases whose raw connections can be queried; others are checked by Sequelize's own query. */
const QUERIED_BY_POOL: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mariadb']);

/** The databases of Sequelize instances, checked through their pools. */
export function sequelizeConnections(provided: readonly Provided[]): DatabaseConnection[] {
  return sequelizesOf(provided).map(({ alias, client }) =>
    sqlConnection(alias, systemOf(client), clientFor(client)),
  );
}

function clientFor(sequelize: SequelizeLike): SqlClient {
  const pool = QUERIED_BY_POOL.has(sequelize.getDialect()) ? poolOf(sequelize) : undefined;
  if (pool) return new PoolSlot(new SequelizePoolAdapter(pool, () => remedyOf(sequelize)));
  return { query: (sql) => sequelize.query(sql, { logging: false, type: 'SELECT' }) };
}

/** pg waits for a new connection forever; the other drivers have a limit. */
function remedyOf(sequelize: SequelizeLike): string | undefined {
  const { connectionTimeoutMillis } = sequelize.options?.dialectOptions ?? {};
  if (sequelize.getDialect() !== 'postgres' || connectionTimeoutMillis) return undefined;
  return remedyFor('Sequelize', 'dialectOptions.connectionTimeoutMillis');
}

/** With replication there are two: that of the writing side is checked. */
function poolOf({ connectionManager }: SequelizeLike): SequelizePool | undefined {
  const { pool } = connectionManager as { pool?: { readonly write?: object } };
  const one = pool?.write ?? pool;
  return one && isPool(one) ? one : undefined;
}

function isPool(pool: object): pool is SequelizePool {
  return hasMethods(pool, 'acquire', 'release', 'destroy') && 'maxSize' in pool;
}
