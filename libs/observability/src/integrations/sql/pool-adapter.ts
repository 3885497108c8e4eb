import type { RawConnection } from './raw-connection';

/** How many connections of a pool are in use, and how many callers wait. */
export interface PoolUsage {
  /** The limit of its connections. */
  readonly max: number;
  /** Those that callers have acquired; empty while any is idle. */
  readonly inUse: readonly RawConnection[];
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

/** Gives health checks access to a driver's own connection pool. It reads the pool and changes nothing in it. */
export interface PoolAdapter<C> {
  /** A connection, as any caller gets it; settles when the pool settles it, which may be never. */
  acquire(): Promise<C>;
  /** The rows of a query on this connection. */
  query(connection: C, sql: string): Promise<unknown>;
  /** Returns it to the pool. */
  release(connection: C): void;
  /** Closes it at once, even during a query, and frees its slot. */
  destroy(connection: C): void;
  usage(): PoolUsage;
  /** Calls the listener for each connection that any caller acquires. */
  onAcquire(listener: () => void): void;
  /** The setting with which the driver gives up a dead connection, where it lacks it. */
  remedy?(): string | undefined;
}
