import type { Finding } from '../../health';

/** One cache, client or queue of the app, as its indicator checks it: through the app's own client. */
export interface CheckedConnection {
  /** Its name in details and messages; the indicator puts it in front of both. */
  readonly alias: string;
  /** What it is, for the message about its failure: `cache`, `Redis`, `queue check`. */
  readonly subject: string;
  /**
   * Checks it; rejects on failure. It is not called again before it has settled: the next check waits
   * for the same answer.
   * @param signal aborted when the check has timed out
   */
  check(signal: AbortSignal): Promise<Finding>;
  /** Whether the check is waiting for a connection, because the app holds all of them. */
  isPoolFull?(): boolean;
  /**
   * The setting with which the driver replaces a dead connection, where it lacks it; added to the
   * message of a check that timed out.
   */
  remedy?(): string | undefined;
}
