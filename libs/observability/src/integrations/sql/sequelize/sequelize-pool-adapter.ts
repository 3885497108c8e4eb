import type { PoolAdapter, PoolUsage } from '../pool-adapter';
import { addAcquireListener } from '../acquire-listeners';
import { cutRaw, queryRaw } from '../raw-connection';
import type { RawConnection } from '../raw-connection';

/** A pool of sequelize-pool; members with an underscore are internal and may be missing. */
export interface SequelizePool {
  acquire(): Promise<RawConnection>;
  release(connection: RawConnection): void;
  destroy(connection: RawConnection): Promise<void>;
  readonly waiting: number;
  readonly maxSize: number;
  readonly _inUseObjects?: readonly { readonly resource: RawConnection }[];
}

/** Adapts Sequelize's pool. */
export class SequelizePoolAdapter implements PoolAdapter<RawConnection> {
  private closing: Promise<void> | undefined;

  constructor(
    private readonly pool: SequelizePool,
    /** The setting with which the driver gives up a dead connection, where it lacks it. */
    readonly remedy?: () => string | undefined,
  ) {}

  /** The pool makes two connections for a caller that comes while it closes one. */
  acquire(): Promise<RawConnection> {
    return this.closing ? this.closing.then(() => this.pool.acquire()) : this.pool.acquire();
  }

  query(connection: RawConnection, sql: string): Promise<unknown> {
    return queryRaw(connection, sql);
  }

  release(connection: RawConnection): void {
    this.pool.release(connection);
  }

  destroy(connection: RawConnection): void {
    // A graceful close waits for a reply, which a dead connection never sends.
    cutRaw(connection);
    this.closing = this.close(connection);
  }

  usage(): PoolUsage {
    const { _inUseObjects: used = [], waiting, maxSize: max } = this.pool;
    return { max, inUse: used.map(({ resource }) => resource), waiting };
  }

  /** sequelize-pool has no events, so the instance's own `acquire` is wrapped. */
  onAcquire(listener: () => void): void {
    addAcquireListener(this.pool, (onEvent) => listenToAcquire(this.pool, onEvent), listener);
  }

  /** The pool looks at its callers in the turn after. */
  private async close(connection: RawConnection): Promise<void> {
    await this.pool.destroy(connection).catch(() => undefined);
    await new Promise(setImmediate);
    this.closing = undefined;
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
