/** How many of a server's connections are in use. */
export interface ConnectionCount {
  readonly used: number;
  /** Those that run a query at the moment, where the server reports it. */
  readonly active?: number;
  /** The server's limit. */
  readonly max: number;
}

/**
 * One database as the app reaches it, through the app's own pool. Each of its queries acquires one
 * connection of the pool and always releases it. An error makes the database unhealthy. No further query is sent before the last
 * one has settled.
 */
export interface DatabaseConnection {
  /** Its name in details and messages. */
  readonly alias: string;
  /** OpenTelemetry's `db.system.name`. */
  readonly system: string;
  /**
   * How long the app has held every connection of its pool without using one, in milliseconds;
   * 0 while it does not. It sends no query.
   */
  exhaustedMs?(this: void): number;
  /** Whether the check is waiting for a connection, because the app holds all of them. */
  isPoolFull?(this: void): boolean;
  /** The setting with which the driver replaces a dead connection, where it lacks it. */
  remedy?(this: void): string | undefined;
  /** Sends the cheapest query. @param signal aborted at the deadline of this database */
  ping(signal: AbortSignal): Promise<void>;
  /** The connections of a PostgreSQL server; undefined when it does not report them. */
  connections?(signal: AbortSignal): Promise<ConnectionCount | undefined>;
  /** The threads of a MySQL or MariaDB server, one for each connection; undefined when it does not report them. */
  threads?(signal: AbortSignal): Promise<ConnectionCount | undefined>;
}
