import { hasMethods } from '../../core';
import { MysqlPoolAdapter } from './mysql-pool-adapter';
import type { MysqlPoolInternals } from './mysql-pool-adapter';
import { PgPoolAdapter } from './pg-pool-adapter';
import type { PgPoolInternals } from './pg-pool-adapter';
import { PoolSlot } from './pool-slot';
import type { SqlClient } from './sql-connection';

/**
 * Queries through the current pool of a client; clients create a pool when they connect, and a new
 * one when they reconnect.
 */
export class CurrentPool implements SqlClient {
  private pool: unknown;
  private slot: SqlClient | undefined;

  /** @param otherwise sends queries where there is no pool of a known driver */
  constructor(
    private readonly poolNow: () => unknown,
    private readonly otherwise: SqlClient,
    private readonly slotOf = slotOfDriver,
  ) {}

  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    return this.current.query(sql, signal);
  }

  exhaustedMs(): number {
    return this.current.exhaustedMs?.() ?? 0;
  }

  isPoolFull(): boolean {
    return this.current.isPoolFull?.() ?? false;
  }

  remedy(): string | undefined {
    return this.current.remedy?.();
  }

  private get current(): SqlClient {
    const pool = this.poolNow();
    if (pool !== this.pool) {
      this.pool = pool;
      this.slot = isObject(pool) ? this.slotOf(pool) : undefined;
    }
    return this.slot ?? this.otherwise;
  }
}

/** A slot of the pool; undefined for a pool of an unknown driver. */
function slotOfDriver(pool: object): SqlClient | undefined {
  if (isPgPool(pool)) return new PoolSlot(new PgPoolAdapter(pool));
  return isMysqlPool(pool) ? new PoolSlot(new MysqlPoolAdapter(pool)) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPgPool(pool: object): pool is PgPoolInternals {
  return hasMethods(pool, 'connect', 'query', 'end') && 'totalCount' in pool;
}

/** Of mysql2, with callbacks: its pool with promises has no `promise()`. */
function isMysqlPool(pool: object): pool is MysqlPoolInternals {
  return hasMethods(pool, 'getConnection', 'query', 'promise');
}
