import type { Lender, Loan, PoolUse } from './lender';
import { addLentListener } from './lent-listeners';
import { OwnWaits } from './own-waits';

/** A connection of mysql2's pool with callbacks. */
export interface LentMysqlConnection {
  query(sql: string, answered: (error: unknown, rows: unknown) => void): void;
  release(): void;
  destroy(): void;
  readonly stream?: { destroy(): void };
}

type Connected = (error: unknown, connection: LentMysqlConnection) => void;

/** mysql2's own list. */
interface Ring<T> {
  readonly length: number;
  get(index: number): T | undefined;
  removeOne(index: number): unknown;
}

/** A pool of mysql2; what begins with an underscore is its own, and need not be there. */
export interface LendingMysqlPool {
  getConnection(connected: Connected): void;
  readonly config?: { readonly connectionLimit?: number };
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _allConnections?: Ring<LentMysqlConnection>;
  readonly _freeConnections?: Ring<LentMysqlConnection>;
  readonly _connectionQueue?: Ring<Connected>;
}

/** Lends the connections of a pool of mysql2. */
export class MysqlLender implements Lender<LentMysqlConnection> {
  private readonly own = new OwnWaits();

  constructor(private readonly pool: LendingMysqlPool) {}

  lend(): Loan<LentMysqlConnection> {
    const { _allConnections: all, _connectionQueue: queue } = this.pool;
    const known = new Set(listed(all));
    const place = queue?.length ?? 0;
    const connection = this.connect();
    // At once the pool either began to connect, or put the callback into its queue.
    const attempt = listed(all).find((each) => !known.has(each));
    const queued = queue?.get(place);
    this.own.add(queued, connection);
    const placeNow = (): number => (queued ? listed(queue).indexOf(queued) : -1);
    return {
      connection,
      isQueued: () => placeNow() >= 0,
      cancel: () => this.leave(placeNow()) || (attempt !== undefined && this.breakOff(attempt)),
    };
  }

  query(connection: LentMysqlConnection, sql: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  }

  giveBack(connection: LentMysqlConnection): void {
    connection.release();
  }

  destroy(connection: LentMysqlConnection): void {
    connection.destroy();
    // It only ends its side, which a lost connection never confirms.
    connection.stream?.destroy();
  }

  dropIdle(): void {
    for (const connection of listed(this.pool._freeConnections)) this.destroy(connection);
  }

  use(): PoolUse {
    const { _allConnections: all, _freeConnections: free, _connectionQueue, config } = this.pool;
    return {
      max: config?.connectionLimit ?? Number.POSITIVE_INFINITY,
      lent: free?.length === 0 ? listed(all) : [],
      waiting: this.own.countOthers(listed(_connectionQueue)),
    };
  }

  onLent(listener: () => void): void {
    const { pool } = this;
    addLentListener(pool, (lent) => pool.on?.('acquire', lent), listener);
  }

  private connect(): Promise<LentMysqlConnection> {
    return new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
  }

  private leave(place: number): boolean {
    if (place < 0) return false;
    this.pool._connectionQueue?.removeOne(place);
    return true;
  }

  private breakOff(attempt: LentMysqlConnection): boolean {
    this.destroy(attempt);
    return true;
  }
}

function listed<T>(ring: Ring<T> | undefined): T[] {
  return Array.from({ length: ring?.length ?? 0 }, (_, i) => ring?.get(i)).filter(
    (item) => item !== undefined,
  );
}
