import type { Findings } from '../../health';

/**
 * A client's connection to its server. It can be half-open: a firewall has dropped it, or the
 * machine is gone, but the client was never notified. Then no reply and no error arrives.
 */
export interface ServerConnection {
  /** Whether the client considers its connection open; else it is already connecting again. */
  isOpen(): boolean;
  /** How many bytes were received on it, where the client counts them; received bytes prove that it works. */
  bytesRead?(): number | undefined;
  /**
   * Whether the connection is dead: the server replies on a new one, opened with the client's own
   * settings, and reports nothing that shows the old one to work. The new one is closed at once.
   * Rejects, or returns false, when this is unknown.
   * @param signal aborted at the deadline
   */
  isDead(signal: AbortSignal): Promise<boolean>;
  /** Destroys the connection, so that the client reconnects by its own rules. */
  cut(): void;
}

/** One cache, client or queue of the app, as its indicator checks it: through the app's own client. */
export interface CheckedConnection {
  /** Its name in details and messages; the indicator puts it in front of both. */
  readonly alias: string;
  /** What it is, for the message about its failure: `cache`, `Redis`, `queue check`. */
  readonly subject: string;
  /**
   * Adds its findings; rejects on failure. It is not called again before it has settled.
   * @param signal aborted at the deadline of this check
   */
  check(signal: AbortSignal, findings: Findings): Promise<void>;
  /** Its connection, where that can become half-open. */
  readonly serverConnection?: ServerConnection;
}
