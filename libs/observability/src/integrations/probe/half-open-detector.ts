import { limitedSignal } from '../../core';
import type { ServerConnection } from './checked-connection';
import type { SerialQueue } from './serial-queue';

/** The pause after a new connection that failed as well, in milliseconds. */
const PAUSE_MS = 5000;
/** The pause after a new connection that showed the client's own to work, in milliseconds. */
const SHORT_PAUSE_MS = 1000;

/** The limits of a detection. */
export interface DetectorOptions {
  /** The timeout of the new connection, in milliseconds. */
  readonly limitMs: number;
  /** Detections that share a queue run one at a time. */
  readonly queue: SerialQueue;
}

/**
 * Detects that a client's connection is half-open after a request timed out, and cuts it. It opens
 * one new connection at a time, and only after a timeout. When the server does not reply on the new
 * one either, the server itself is at fault: the client's connection is left alone, and no other
 * new one is opened for five seconds, however many checks time out.
 */
export class HalfOpenDetector {
  private isRunning = false;
  private bytesBefore: number | undefined;
  private pausedUntil = 0;

  constructor(
    private readonly connection: ServerConnection,
    private readonly options: DetectorOptions,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A request is sent now: bytes received from here on prove that the connection works. */
  requestStarted(): void {
    this.bytesBefore = this.connection.bytesRead?.();
  }

  /** Never rejects. @param isPending whether the request is still without a reply */
  async detect(isPending: () => boolean): Promise<void> {
    if (this.isRunning || this.now() < this.pausedUntil || !this.connection.isOpen()) return;
    this.isRunning = true;
    await this.options.queue.run(() => this.detectNow(isPending));
    this.isRunning = false;
  }

  private async detectNow(isPending: () => boolean): Promise<void> {
    const isUnanswered = (): boolean => isPending() && this.connection.isOpen();
    if (!isUnanswered()) return;
    const limit = limitedSignal(this.options.limitMs);
    try {
      const isDead = await this.connection.isDead(limit.signal);
      if (isDead && isUnanswered() && this.isSilent()) this.connection.cut();
      else this.pauseFor(SHORT_PAUSE_MS);
    } catch {
      // The new connection fails too, which says nothing about the client's own.
      this.pauseFor(PAUSE_MS);
    } finally {
      limit.clear();
    }
  }

  private pauseFor(milliseconds: number): void {
    this.pausedUntil = this.now() + milliseconds;
  }

  private isSilent(): boolean {
    return this.connection.bytesRead?.() === this.bytesBefore;
  }
}
