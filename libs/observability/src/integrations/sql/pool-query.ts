import { hasMethods } from '../../core';
import type { PoolAdapter } from './pool-adapter';
import { MysqlPoolAdapter } from './mysql-pool-adapter';
import type { MysqlPoolInternals } from './mysql-pool-adapter';
import { PgPoolAdapter } from './pg-pool-adapter';
import type { PgPoolInternals } from './pg-pool-adapter';
import { PoolExhaustion } from './pool-exhaustion';
import { PoolSlot } from './pool-slot';
import type { QuerySql } from './sql-connection';

/** Queries through a slot of the pool; undefined for a pool of an unknown driver. */
export function queryByPool(pool: unknown, reconnect: boolean): QuerySql | undefined {
  if (typeof pool !== 'object' || pool === null) return undefined;
  if (isPgPool(pool)) return queryBySlot(new PgPoolAdapter(pool), reconnect);
  if (isMysqlPool(pool)) return queryBySlot(new MysqlPoolAdapter(pool), reconnect);
  return undefined;
}

/** Queries through one connection of the pool at a time. */
export function queryBySlot<C>(adapter: PoolAdapter<C>, reconnect: boolean): QuerySql {
  const slot = new PoolSlot(adapter, reconnect);
  const exhaustion = new PoolExhaustion(adapter);
  const query: QuerySql = (sql, signal) => slot.query(sql, signal);
  return Object.assign(query, { exhaustedMs: () => exhaustion.exhaustedMs() });
}

/**
 * Queries through the current pool of a client; clients create a pool when they connect, and a new
 * one when they reconnect.
 * @param otherwise queries where there is no pool of a known driver
 */
export function queryByCurrentPool(
  poolNow: () => unknown,
  reconnect: boolean,
  otherwise: QuerySql,
): QuerySql {
  let pool: unknown;
  let queryPool: QuerySql | undefined;
  const current = (): QuerySql => {
    const now = poolNow();
    if (now !== pool) {
      pool = now;
      queryPool = queryByPool(now, reconnect);
    }
    return queryPool ?? otherwise;
  };
  const query: QuerySql = async (sql, signal) => current()(sql, signal);
  return Object.assign(query, { exhaustedMs: () => current().exhaustedMs?.() ?? 0 });
}

function isPgPool(pool: object): pool is PgPoolInternals {
  return hasMethods(pool, 'connect', 'query', 'end') && 'totalCount' in pool;
}

/** Of mysql2, with callbacks: its pool with promises has no `promise()`. */
function isMysqlPool(pool: object): pool is MysqlPoolInternals {
  return hasMethods(pool, 'getConnection', 'query', 'promise');
}
