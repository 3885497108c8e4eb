import type { RawConnection } from './raw-connection';

/** One connection that a pool was asked for. */
export interface Loan<C> {
  /** Settles when the pool pleases, which may be never. */
  readonly connection: Promise<C>;
  /** Whether it still stands in the pool's queue, since others have all connections. */
  isQueued(): boolean;
  /**
   * Leaves the queue, or breaks off the attempt to connect, and frees its slot.
   * @returns whether it could; else it is still to come
   */
  cancel(): boolean;
}

/** What of a pool is in use, and by whom. */
export interface PoolUse {
  /** The most connections that it opens. */
  readonly max: number;
  /** Those that it has lent; none while some lie idle. */
  readonly lent: readonly RawConnection[];
  /** Callers that wait for a connection, besides our own checks. */
  readonly waiting: number;
}

/** What a driver's own pool of connections does for a health check. */
export interface Lender<C> {
  lend(): Loan<C>;
  /** The rows of a query by this connection. */
  query(connection: C, sql: string): Promise<unknown>;
  /** Puts it back into the pool, for the app. */
  giveBack(connection: C): void;
  /** Closes it at once, whatever it does, and frees its slot. */
  destroy(connection: C): void;
  /** Closes what lies idle in the pool. */
  dropIdle(): void;
  /** How the pool is used at the moment. Missing where the driver does not tell. */
  use?(): PoolUse;
  /** Hears of each connection that the pool lends, to whomever. */
  onLent?(listener: () => void): void;
}
