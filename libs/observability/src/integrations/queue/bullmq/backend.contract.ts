import type { ServerConnection } from '../../probe/checked-connection';

/** The store of the jobs of a queue or worker. */
export interface Backend {
  /** Sends a ping. @param signal aborted at the deadline */
  ping(signal: AbortSignal): Promise<unknown>;
  readonly serverConnection?: ServerConnection;
}
