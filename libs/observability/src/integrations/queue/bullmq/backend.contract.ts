import type { ServerConnection } from '../../probe/checked-connection';

/** What a queue or a worker keeps its jobs in, as it reaches it. */
export interface Backend {
  /** A sign of life. @param signal aborted when the time for it is over */
  ping(signal: AbortSignal): Promise<unknown>;
  readonly serverConnection?: ServerConnection;
}
