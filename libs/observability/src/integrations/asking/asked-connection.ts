import type { Findings } from '../../health';

/**
 * A client's connection to its server, which can be lost without the client noticing: a firewall
 * forgets it, a machine vanishes. Nothing comes back then, and nothing fails.
 */
export interface Link {
  /** Whether the client believes in its connection; else it is already at work on another. */
  isHeld(): boolean;
  /** How many bytes have come through it, where the client knows; bytes that come are a sign of life. */
  bytesRead?(): number | undefined;
  /**
   * Whether the connection is lost: a new one, with the client's own settings, is answered, and
   * tells nothing that speaks for the old one. The new one is closed at once. Rejects, or gives
   * false, when nothing can be said.
   * @param signal aborted when the time for it is over
   */
  isLost(signal: AbortSignal): Promise<boolean>;
  /** Destroys the connection, so that the client connects again by its own rules. */
  cut(): void;
}

/** One cache, client or queue of the app, as its indicator checks it: through the app's own client. */
export interface AskedConnection {
  /** What details and messages call it; the indicator puts it in front of both. */
  readonly alias: string;
  /** What it is, for the message that it failed: `cache`, `Redis`, `queue check`. */
  readonly subject: string;
  /**
   * Adds what it notices; rejects when it fails. It is not checked again before it has answered.
   * @param signal aborted when the time of this one is over
   */
  ask(signal: AbortSignal, findings: Findings): Promise<void>;
  /** Its connection, where that can be lost in silence. */
  readonly link?: Link;
}
