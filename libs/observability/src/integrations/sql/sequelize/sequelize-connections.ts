import { hasMethods } from '../../../core';
import type { DatabaseConnection } from '../../database/database.contract';
import { queryBySlot } from '../pool-query';
import { UncancellableQueries } from '../uncancellable-queries';
import { sqlConnection } from '../sql-connection';
import type { QuerySql } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { ConnectionAttempts } from './connection-attempts';
import { sequelizesOf, systemOf } from './sequelize-client';
import type { SequelizeLike } from './sequelize-client';
import { SequelizePoolAdapter } from './sequelize-pool-adapter';
import type { SequelizePool } from './sequelize-pool-adapter';

/** The databases whose raw connections can be queried; others are checked by Sequelize's own query. */
const QUERIED_BY_POOL: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mariadb']);

/** The databases of Sequelize instances, checked through their pools. */
export function sequelizeConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  return sequelizesOf(provided).map(({ alias, client }) => {
    return sqlConnection(alias, systemOf(client), queryFor(client, reconnect));
  });
}

function queryFor(sequelize: SequelizeLike, reconnect: boolean): QuerySql {
  const pool = QUERIED_BY_POOL.has(sequelize.getDialect()) ? poolOf(sequelize) : undefined;
  if (pool) {
    const attempts = ConnectionAttempts.of(sequelize.connectionManager);
    return queryBySlot(new SequelizePoolAdapter(pool, attempts), reconnect);
  }
  const uncancellable = new UncancellableQueries((sql) =>
    sequelize.query(sql, { logging: false, type: 'SELECT' }),
  );
  return (sql, signal) => uncancellable.query(sql, signal);
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
