import type { PoolAdapter, Acquisition, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';
import { OwnAcquisitions } from './own-acquisitions';

/** A connection of mysql2's pool with callbacks. */
export interface PooledMysqlConnection {
  query(sql: string, answered: (error: unknown, rows: unknown) => void): void;
  release(): void;
  destroy(): void;
  readonly stream?: { destroy(): void };
}

type Connected = (error: unknown, connection: PooledMysqlConnection) => void;

/** mysql2's own list. */
interface Ring<T> {
  readonly length: number;
  get(index: number): T | undefined;
  removeOne(index: number): unknown;
}

/** A pool of mysql2; members with an underscore are internal and may be missing. */
export interface MysqlPoolInternals {
  getConnection(connected: Connected): void;
  readonly config?: { readonly connectionLimit?: number };
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _allConnections?: Ring<PooledMysqlConnection>;
  readonly _freeConnections?: Ring<PooledMysqlConnection>;
  readonly _connectionQueue?: Ring<Connected>;
}

/** Adapts a pool of mysql2. */
export class MysqlPoolAdapter implements PoolAdapter<PooledMysqlConnection> {
  private readonly own = new OwnAcquisitions();

  constructor(private readonly pool: MysqlPoolInternals) {}

  acquire(): Acquisition<PooledMysqlConnection> {
    const { _allConnections: all, _connectionQueue: queue } = this.pool;
    const known = new Set(listed(all));
    const place = queue?.length ?? 0;
    const connection = this.connect();
    // The pool has either started to connect or added the callback to its queue.
    const attempt = listed(all).find((each) => !known.has(each));
    const queued = queue?.get(place);
    this.own.add(queued, connection);
    const placeNow = (): number => (queued ? listed(queue).indexOf(queued) : -1);
    return {
      connection,
      isQueued: () => placeNow() >= 0,
      cancel: () => this.leave(placeNow()) || (attempt !== undefined && this.abort(attempt)),
    };
  }

  query(connection: PooledMysqlConnection, sql: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  }

  release(connection: PooledMysqlConnection): void {
    connection.release();
  }

  destroy(connection: PooledMysqlConnection): void {
    connection.destroy();
    // destroy() only ends its own side, which a dead connection never confirms.
    connection.stream?.destroy();
  }

  dropIdle(): void {
    for (const connection of listed(this.pool._freeConnections)) this.destroy(connection);
  }

  usage(): PoolUsage {
    const { _allConnections: all, _freeConnections: free, _connectionQueue, config } = this.pool;
    return {
      max: config?.connectionLimit ?? Number.POSITIVE_INFINITY,
      inUse: free?.length === 0 ? listed(all) : [],
      waiting: this.own.countOthers(listed(_connectionQueue)),
    };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquire', onEvent), listener);
  }

  private connect(): Promise<PooledMysqlConnection> {
    return new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
  }

  private leave(place: number): boolean {
    if (place < 0) return false;
    this.pool._connectionQueue?.removeOne(place);
    return true;
  }

  private abort(attempt: PooledMysqlConnection): boolean {
    this.destroy(attempt);
    return true;
  }
}

function listed<T>(ring: Ring<T> | undefined): T[] {
  return Array.from({ length: ring?.length ?? 0 }, (_, i) => ring?.get(i)).filter(
    (item) => item !== undefined,
  );
}
