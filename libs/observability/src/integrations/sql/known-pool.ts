import { hasMethods } from '../../core';
import type { Lender } from './lender';
import { MysqlLender } from './mysql-lender';
import type { LendingMysqlPool } from './mysql-lender';
import { PgLender } from './pg-lender';
import type { LendingPgPool } from './pg-lender';
import { PoolExhaustion } from './pool-exhaustion';
import { PoolSlot } from './pool-slot';
import type { AskSql } from './sql-connection';

/** Asks by a slot of the pool; undefined when it is of no driver that is known. */
export function askByPool(pool: unknown, reconnect: boolean): AskSql | undefined {
  if (typeof pool !== 'object' || pool === null) return undefined;
  if (isPgPool(pool)) return askBySlot(new PgLender(pool), reconnect);
  if (isMysqlPool(pool)) return askBySlot(new MysqlLender(pool), reconnect);
  return undefined;
}

/** Asks by one connection of the lender at a time. */
export function askBySlot<C>(lender: Lender<C>, reconnect: boolean): AskSql {
  const slot = new PoolSlot(lender, reconnect);
  const exhaustion = new PoolExhaustion(lender);
  const ask: AskSql = (sql, signal) => slot.query(sql, signal);
  return Object.assign(ask, { exhaustedMs: () => exhaustion.exhaustedMs() });
}

/**
 * Asks by the pool that a client has at the moment; clients make theirs when they connect, and a
 * new one when they connect anew.
 * @param otherwise asks where there is no pool of a driver that is known
 */
export function askByPoolNow(
  poolNow: () => unknown,
  reconnect: boolean,
  otherwise: AskSql,
): AskSql {
  let pool: unknown;
  let askPool: AskSql | undefined;
  const current = (): AskSql => {
    const now = poolNow();
    if (now !== pool) {
      pool = now;
      askPool = askByPool(now, reconnect);
    }
    return askPool ?? otherwise;
  };
  const ask: AskSql = async (sql, signal) => current()(sql, signal);
  return Object.assign(ask, { exhaustedMs: () => current().exhaustedMs?.() ?? 0 });
}

function isPgPool(pool: object): pool is LendingPgPool {
  return hasMethods(pool, 'connect', 'query', 'end') && 'totalCount' in pool;
}

/** Of mysql2, with callbacks: its pool with promises has no `promise()`. */
function isMysqlPool(pool: object): pool is LendingMysqlPool {
  return hasMethods(pool, 'getConnection', 'query', 'promise');
}
