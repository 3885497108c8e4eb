/** How many of a server's connections are taken. */
export interface ConnectionCount {
  readonly used: number;
  /** Those that work at this moment, where the server tells. */
  readonly active?: number;
  /** The most that the server takes. */
  readonly max: number;
}

/**
 * One database as the app reaches it, by the app's own pool. Each of its questions takes one
 * connection of the pool at a time and gives it back in every case. All reject soon after the
 * signal; an error is a reason to call the database unhealthy.
 */
export interface DatabaseConnection {
  /** What details and messages call it. */
  readonly alias: string;
  /** OpenTelemetry's `db.system.name`. */
  readonly system: string;
  /**
   * How long the app has held every connection of its pool without using one, in milliseconds;
   * 0 while it does not. It asks nobody.
   */
  exhaustedMs?(this: void): number;
  /** Asks for a sign of life. @param signal aborted when the time of this database is over */
  ping(signal: AbortSignal): Promise<void>;
  /** The connections of a PostgreSQL server; undefined when it does not tell. */
  connections?(signal: AbortSignal): Promise<ConnectionCount | undefined>;
  /** The threads of a MySQL or MariaDB server, one for each connection; undefined when it does not tell. */
  threads?(signal: AbortSignal): Promise<ConnectionCount | undefined>;
}
