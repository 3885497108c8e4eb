import { LoopLimit } from '../../../core';
import type { Lender, Loan, PoolUse } from '../lender';
import { addLentListener } from '../lent-listeners';
import { OwnWaits } from '../own-waits';
import { cutRaw, queryRaw } from '../raw-connection';
import type { RawConnection } from '../raw-connection';
import type { ConnectionAttempts } from './connection-attempts';

/** Somebody who waits in the pool's queue. */
interface Waiting {
  reject(error: unknown): void;
}

/** A pool of sequelize-pool; what begins with an underscore is its own, and need not be there. */
export interface SequelizePool {
  acquire(): Promise<RawConnection>;
  release(connection: RawConnection): void;
  destroy(connection: RawConnection): Promise<void>;
  readonly using: number;
  readonly maxSize: number;
  readonly _pendingAcquires?: Waiting[];
  readonly _inUseObjects?: readonly { readonly resource: RawConnection }[];
  readonly _availableObjects?: readonly { readonly resource: RawConnection }[];
}

const POOL_HEARS_WITHIN_MS = 200;

/** Lends the connections of Sequelize's pool. */
export class SequelizeLender implements Lender<RawConnection> {
  /** Settles when the pool has heard of what was closed. */
  private heard: Promise<unknown> = Promise.resolve();
  private readonly own = new OwnWaits();

  constructor(
    private readonly pool: SequelizePool,
    private readonly attempts: ConnectionAttempts,
  ) {}

  lend(): Loan<RawConnection> {
    const { pool } = this;
    const attempt = this.attempts.next();
    let waiting: Waiting | undefined;
    const connection = this.heard.then(() => {
      const known = new Set(pool._pendingAcquires);
      const acquired = pool.acquire();
      waiting = pool._pendingAcquires?.find((each) => !known.has(each));
      this.own.add(waiting, acquired);
      return acquired;
    });
    const isFull = (): boolean => pool.using >= pool.maxSize;
    return {
      connection,
      isQueued: () => isFull() && this.placeOf(waiting) >= 0,
      cancel: () =>
        this.breakOff(attempt(), connection) || (isFull() && this.leave(this.placeOf(waiting))),
    };
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  giveBack(connection: RawConnection): void {
    this.pool.release(connection);
  }

  destroy(connection: RawConnection): void {
    const gone = this.pool.destroy(connection);
    cutRaw(connection);
    this.awaitPool(gone);
  }

  dropIdle(): void {
    const idle = (this.pool._availableObjects ?? []).map(({ resource }) => resource);
    idle.forEach((connection) => this.destroy(connection));
  }

  use(): PoolUse {
    const { _inUseObjects: used = [], _pendingAcquires, maxSize: max } = this.pool;
    const lent = used.map(({ resource }) => resource);
    return { max, lent, waiting: this.own.countOthers(_pendingAcquires) };
  }

  /** sequelize-pool has no events, so the instance's own `acquire` is wrapped. */
  onLent(listener: () => void): void {
    addLentListener(this.pool, (lent) => listenToAcquire(this.pool, lent), listener);
  }

  /** The pool hears of it as of a failed attempt, rejects the first who waits, and frees the slot. */
  private breakOff(
    attempt: RawConnection | undefined,
    connection: Promise<RawConnection>,
  ): boolean {
    if (!attempt) return false;
    this.awaitPool(connection);
    this.attempts.breakOff(attempt);
    return true;
  }

  /**
   * When a connection has gone the pool looks for who waits, and begins an attempt for them; who
   * asks before that gets two.
   */
  private awaitPool(gone: Promise<unknown>): void {
    const limit = new Promise<void>((resolve) => void new LoopLimit(POOL_HEARS_WITHIN_MS, resolve));
    const before = this.heard;
    this.heard = Promise.race([gone.then(afterLook, afterLook), limit]).then(() => before);
  }

  private placeOf(waiting: Waiting | undefined): number {
    return waiting ? (this.pool._pendingAcquires?.indexOf(waiting) ?? -1) : -1;
  }

  private leave(place: number): boolean {
    const [left] = place < 0 ? [] : (this.pool._pendingAcquires?.splice(place, 1) ?? []);
    left?.reject(new Error('nestjs-observability: waits no longer'));
    return left !== undefined;
  }
}

function listenToAcquire(pool: SequelizePool, lent: () => void): void {
  const { acquire } = pool;
  pool.acquire = (...given) => {
    const acquired = acquire.apply(pool, given);
    void acquired.then(lent, () => undefined);
    return acquired;
  };
}

/** By the next turn of the event loop the pool has looked. */
function afterLook(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
