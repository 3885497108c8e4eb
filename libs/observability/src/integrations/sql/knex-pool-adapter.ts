import type { PoolAdapter, Acquisition, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';
import { OwnAcquisitions } from './own-acquisitions';
import { cutRaw, queryRaw } from './raw-connection';
import type { RawConnection } from './raw-connection';

/** A pending operation of tarn, knex's pool. */
interface Pending<T> {
  readonly promise: Promise<T>;
  abort(): void;
}

/** A pool of tarn; the lists may be missing. */
export interface TarnPool {
  acquire(): Pending<RawConnection>;
  release(connection: RawConnection): unknown;
  numUsed(): number;
  readonly max: number;
  readonly pendingAcquires?: readonly unknown[];
  readonly pendingCreates?: readonly Pending<unknown>[];
  readonly used?: readonly { readonly resource: RawConnection }[];
  on?(event: 'acquireSuccess', listener: () => void): unknown;
  readonly free?: readonly { readonly resource: RawConnection }[];
}

/** The reason for which knex closes a connection of ours at its next validation. */
const NO_ANSWER = 'nestjs-observability: no answer';

/** Adapts a pool of knex. */
export class KnexPoolAdapter implements PoolAdapter<RawConnection> {
  private readonly own = new OwnAcquisitions();

  constructor(private readonly pool: TarnPool) {}

  acquire(): Acquisition<RawConnection> {
    const { pool } = this;
    const known = new Set(pool.pendingCreates);
    const pending = pool.acquire();
    this.own.add(pending, pending.promise);
    return {
      connection: pending.promise,
      isQueued: () =>
        pool.numUsed() >= pool.max && (pool.pendingAcquires?.includes(pending) ?? true),
      cancel: () => {
        pending.abort();
        // The oldest attempt since then would fail as well: while it is pending, the pool starts no other.
        pool.pendingCreates?.find((create) => !known.has(create))?.abort();
        return true;
      },
    };
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  release(connection: RawConnection): void {
    this.pool.release(connection);
  }

  destroy(connection: RawConnection): void {
    dispose(connection);
    this.pool.release(connection);
  }

  dropIdle(): void {
    for (const { resource } of this.pool.free ?? []) dispose(resource);
  }

  usage(): PoolUsage {
    const { used = [], max, pendingAcquires } = this.pool;
    const inUse = used.map(({ resource }) => resource);
    return { max, inUse, waiting: this.own.countOthers(pendingAcquires) };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquireSuccess', onEvent), listener);
  }
}

/** knex removes such a connection from the pool instead of handing it out. */
function dispose(connection: RawConnection): void {
  (connection as { __knex__disposed?: string }).__knex__disposed = NO_ANSWER;
  cutRaw(connection);
}
