import type { PoolAdapter, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';

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
}

/** A pool of mysql2; members with an underscore are internal and may be missing. */
export interface MysqlPoolInternals {
  getConnection(connected: Connected): void;
  readonly config?: { readonly connectionLimit?: number };
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _allConnections?: Ring<PooledMysqlConnection>;
  readonly _freeConnections?: Ring<PooledMysqlConnection>;
  readonly _connectionQueue?: { readonly length: number };
}

/** Adapts a pool of mysql2. */
export class MysqlPoolAdapter implements PoolAdapter<PooledMysqlConnection> {
  constructor(private readonly pool: MysqlPoolInternals) {}

  acquire(): Promise<PooledMysqlConnection> {
    return new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
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

  usage(): PoolUsage {
    const { _allConnections: all, _freeConnections: free, _connectionQueue, config } = this.pool;
    return {
      max: config?.connectionLimit ?? Number.POSITIVE_INFINITY,
      inUse: free?.length === 0 ? listed(all) : [],
      waiting: _connectionQueue?.length ?? 0,
    };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquire', onEvent), listener);
  }
}

function listed<T>(ring: Ring<T> | undefined): T[] {
  return Array.from({ length: ring?.length ?? 0 }, (_, i) => ring?.get(i)).filter(
    (item) => item !== undefined,
  );
}
