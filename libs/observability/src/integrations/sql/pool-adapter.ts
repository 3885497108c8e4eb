import type { RawConnection } from './raw-connection';

/** The acquisition of one connection of a pool. */
export interface Acquisition<C> {
  /** Settles when the pool settles it, which may be never. */
  readonly connection: Promise<C>;
  /** Whether it is still in the pool's queue, because all connections are in use. */
  isQueued(): boolean;
  /**
   * Leaves the queue, or aborts the attempt to connect, and frees its slot.
   * @returns whether it could; else the connection may still arrive
   */
  cancel(): boolean;
}

/** How many connections of a pool are in use, and how many callers wait. */
export interface PoolUsage {
  /** The limit of its connections. */
  readonly max: number;
  /** Those that callers have acquired; empty while any is idle. */
  readonly inUse: readonly RawConnection[];
  /** Callers that wait for a connection, without our own checks. */
  readonly waiting: number;
}

/** Gives health checks access to a driver's own connection pool. */
export interface PoolAdapter<C> {
  acquire(): Acquisition<C>;
  /** The rows of a query on this connection. */
  query(connection: C, sql: string): Promise<unknown>;
  /** Returns it to the pool. */
  release(connection: C): void;
  /** Closes it at once, even during a query, and frees its slot. */
  destroy(connection: C): void;
  /** Closes the idle connections of the pool. */
  dropIdle(): void;
  /** The current usage. Missing where the driver does not report it. */
  usage?(): PoolUsage;
  /** Calls the listener for each connection that any caller acquires. */
  onAcquire?(listener: () => void): void;
}
