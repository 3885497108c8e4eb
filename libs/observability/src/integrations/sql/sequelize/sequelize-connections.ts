import { hasMethods } from '../../../core';
import type { DatabaseConnection } from '../../database/database.contract';
import { askBySlot } from '../known-pool';
import { LoneQuestions } from '../lone-questions';
import { sqlConnection } from '../sql-connection';
import type { AskSql } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { ConnectionAttempts } from './connection-attempts';
import { sequelizesOf, systemOf } from './sequelize-client';
import type { SequelizeLike } from './sequelize-client';
import { SequelizeLender } from './sequelize-lender';
import type { SequelizePool } from './sequelize-lender';

/** The databases whose raw connections can be queried; others are checked by Sequelize's own query. */
const ASKED_BY_POOL: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mariadb']);

/** The databases of Sequelize instances, checked through their pools. */
export function sequelizeConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  return sequelizesOf(provided).map(({ alias, client }) => {
    return sqlConnection(alias, systemOf(client), asking(client, reconnect));
  });
}

function asking(sequelize: SequelizeLike, reconnect: boolean): AskSql {
  const pool = ASKED_BY_POOL.has(sequelize.getDialect()) ? poolOf(sequelize) : undefined;
  if (pool) {
    const attempts = ConnectionAttempts.of(sequelize.connectionManager);
    return askBySlot(new SequelizeLender(pool, attempts), reconnect);
  }
  const lone = new LoneQuestions((sql) => sequelize.query(sql, { logging: false, type: 'SELECT' }));
  return (sql, signal) => lone.query(sql, signal);
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
