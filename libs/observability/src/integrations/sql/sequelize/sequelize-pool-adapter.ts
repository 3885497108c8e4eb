import { LoopLimit } from '../../../core';
import type { PoolAdapter, Acquisition, PoolUsage } from '../pool-adapter';
import { addAcquireListener } from '../acquire-listeners';
import { OwnAcquisitions } from '../own-acquisitions';
import { cutRaw, queryRaw } from '../raw-connection';
import type { RawConnection } from '../raw-connection';
import type { ConnectionAttempts } from './connection-attempts';

/** A caller in the pool's queue. */
interface Waiting {
  reject(error: unknown): void;
}

/** A pool of sequelize-pool; members with an underscore are internal and may be missing. */
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

const POOL_NOTICES_WITHIN_MS = 200;

/** Adapts Sequelize's pool. */
export class SequelizePoolAdapter implements PoolAdapter<RawConnection> {
  /** Settles when the pool has noticed the closed connections. */
  private noticed: Promise<unknown> = Promise.resolve();
  private readonly own = new OwnAcquisitions();

  constructor(
    private readonly pool: SequelizePool,
    private readonly attempts: ConnectionAttempts,
  ) {}

  acquire(): Acquisition<RawConnection> {
    const { pool } = this;
    const attempt = this.attempts.next();
    let waiting: Waiting | undefined;
    const connection = this.noticed.then(() => {
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
        this.abort(attempt(), connection) || (isFull() && this.leave(this.placeOf(waiting))),
    };
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  release(connection: RawConnection): void {
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

  usage(): PoolUsage {
    const { _inUseObjects: used = [], _pendingAcquires, maxSize: max } = this.pool;
    const inUse = used.map(({ resource }) => resource);
    return { max, inUse, waiting: this.own.countOthers(_pendingAcquires) };
  }

  /** sequelize-pool has no events, so the instance's own `acquire` is wrapped. */
  onAcquire(listener: () => void): void {
    addAcquireListener(this.pool, (onEvent) => listenToAcquire(this.pool, onEvent), listener);
  }

  /** The pool sees a failed attempt, rejects the first waiting caller, and frees the slot. */
  private abort(attempt: RawConnection | undefined, connection: Promise<RawConnection>): boolean {
    if (!attempt) return false;
    this.awaitPool(connection);
    this.attempts.abort(attempt);
    return true;
  }

  /**
   * When a connection is closed, the pool starts an attempt for the next waiting caller; a caller that
   * acquires before that gets two.
   */
  private awaitPool(gone: Promise<unknown>): void {
    const limit = new Promise<void>(
      (resolve) => void new LoopLimit(POOL_NOTICES_WITHIN_MS, resolve),
    );
    const before = this.noticed;
    this.noticed = Promise.race([gone.then(afterLook, afterLook), limit]).then(() => before);
  }

  private placeOf(waiting: Waiting | undefined): number {
    return waiting ? (this.pool._pendingAcquires?.indexOf(waiting) ?? -1) : -1;
  }

  private leave(place: number): boolean {
    const [left] = place < 0 ? [] : (this.pool._pendingAcquires?.splice(place, 1) ?? []);
    left?.reject(new Error('nestjs-observability: no longer waiting'));
    return left !== undefined;
  }
}

function listenToAcquire(pool: SequelizePool, onEvent: () => void): void {
  const { acquire } = pool;
  pool.acquire = (...given) => {
    const acquired = acquire.apply(pool, given);
    void acquired.then(onEvent, () => undefined);
    return acquired;
  };
}

/** The pool has processed it by the next turn of the event loop. */
function afterLook(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
