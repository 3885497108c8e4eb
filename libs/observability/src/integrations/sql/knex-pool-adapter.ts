import type { PoolAdapter, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';
import { cutRaw, queryRaw } from './raw-connection';
import type { RawConnection } from './raw-connection';

/** A pool of tarn; the lists may be missing. */
export interface TarnPool {
  acquire(): { readonly promise: Promise<RawConnection> };
  release(connection: RawConnection): unknown;
  readonly max: number;
  readonly pendingAcquires?: readonly unknown[];
  readonly used?: readonly { readonly resource: RawConnection }[];
  on?(event: 'acquireSuccess', listener: () => void): unknown;
}

/** Adapts a pool of knex. */
export class KnexPoolAdapter implements PoolAdapter<RawConnection> {
  constructor(private readonly pool: TarnPool) {}

  acquire(): Promise<RawConnection> {
    return this.pool.acquire().promise;
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  release(connection: RawConnection): void {
    this.pool.release(connection);
  }

  /** knex notices the closed socket in the next turn, and then does not hand the connection out again. */
  destroy(connection: RawConnection): void {
    cutRaw(connection);
    setImmediate(() => this.pool.release(connection));
  }

  usage(): PoolUsage {
    const { used = [], max, pendingAcquires = [] } = this.pool;
    const inUse = used.map(({ resource }) => resource);
    return { max, inUse, waiting: pendingAcquires.length };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquireSuccess', onEvent), listener);
  }
}
