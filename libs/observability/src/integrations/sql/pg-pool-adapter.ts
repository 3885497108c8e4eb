import type { PoolAdapter, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';
import { remedyFor } from '../client/missing-limits';

/** A client of pg that was acquired from its pool. */
export interface PooledPgClient {
  query(sql: string): Promise<{ readonly rows: unknown }>;
  /** @param destroy whether the pool closes it, at once if a query is under way */
  release(destroy?: boolean): void;
  on(event: 'error', heard: () => void): unknown;
  removeListener(event: 'error', heard: () => void): unknown;
}

/** A pool of pg; members with an underscore are internal to pg-pool and may be missing. */
export interface PgPoolInternals {
  connect(): Promise<PooledPgClient>;
  readonly options?: { readonly max?: number; readonly connectionTimeoutMillis?: unknown };
  readonly waitingCount?: number;
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _clients?: readonly PooledPgClient[];
  readonly _idle?: readonly unknown[];
}

/** Adapts a pool of pg. */
export class PgPoolAdapter implements PoolAdapter<PooledPgClient> {
  constructor(private readonly pool: PgPoolInternals) {}

  acquire(): Promise<PooledPgClient> {
    return this.pool.connect();
  }

  /** The pool handles the errors of idle clients only; an unhandled one would end the process. */
  async query(client: PooledPgClient, sql: string): Promise<unknown> {
    client.on('error', ignored);
    return (await client.query(sql)).rows;
  }

  release(client: PooledPgClient): void {
    client.removeListener('error', ignored);
    client.release();
  }

  destroy(client: PooledPgClient): void {
    client.release(true);
  }

  usage(): PoolUsage {
    const { _clients: all = [], _idle: idle = [], waitingCount: waiting = 0, options } = this.pool;
    return {
      max: options?.max ?? Number.POSITIVE_INFINITY,
      inUse: idle.length === 0 ? all : [],
      waiting,
    };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquire', onEvent), listener);
  }

  remedy(): string | undefined {
    const hasLimit = Boolean(this.pool.options?.connectionTimeoutMillis);
    return hasLimit ? undefined : remedyFor('pg', 'connectionTimeoutMillis');
  }
}

/** The query fails with the same error. */
function ignored(): void {}
