import type { Lender, Loan, PoolUse } from './lender';
import { addLentListener } from './lent-listeners';
import { OwnWaits } from './own-waits';
import { cutRaw, queryRaw } from './raw-connection';
import type { RawConnection } from './raw-connection';

/** Something that tarn, knex's pool, waits for. */
interface Pending<T> {
  readonly promise: Promise<T>;
  abort(): void;
}

/** A pool of tarn; the lists need not be there. */
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

/** Why knex closes a connection of ours when the pool looks at it next. */
const NO_ANSWER = 'nestjs-observability: no answer';

/** Lends the connections of a pool of knex. */
export class KnexLender implements Lender<RawConnection> {
  private readonly own = new OwnWaits();

  constructor(private readonly pool: TarnPool) {}

  lend(): Loan<RawConnection> {
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
        // The oldest attempt since then is no better: while it lasts, the pool begins no other.
        pool.pendingCreates?.find((create) => !known.has(create))?.abort();
        return true;
      },
    };
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  giveBack(connection: RawConnection): void {
    this.pool.release(connection);
  }

  destroy(connection: RawConnection): void {
    dispose(connection);
    this.pool.release(connection);
  }

  dropIdle(): void {
    for (const { resource } of this.pool.free ?? []) dispose(resource);
  }

  use(): PoolUse {
    const { used = [], max, pendingAcquires } = this.pool;
    const lent = used.map(({ resource }) => resource);
    return { max, lent, waiting: this.own.countOthers(pendingAcquires) };
  }

  onLent(listener: () => void): void {
    const { pool } = this;
    addLentListener(pool, (lent) => pool.on?.('acquireSuccess', lent), listener);
  }
}

/** knex takes such a one out of the pool before it would hand it out. */
function dispose(connection: RawConnection): void {
  (connection as { __knex__disposed?: string }).__knex__disposed = NO_ANSWER;
  cutRaw(connection);
}
