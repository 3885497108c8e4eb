import { limitedSignal } from '../../core';
import type { Link } from './asked-connection';
import type { Turns } from './turns';

/** How long a server is left alone after a new connection that failed as well, in milliseconds. */
const REST_MS = 5000;
/** The same after one that spoke for the client's own. */
const SHORT_REST_MS = 1000;

/** How looks for a loss are limited. */
export interface LookLimits {
  /** How long the new connection may take for its answer, in milliseconds. */
  readonly limitMs: number;
  /** Of all looks that are limited together, one goes on at a time. */
  readonly turns: Turns;
}

/**
 * Finds out whether a client that gives no answer has lost its connection in silence, and cuts
 * that connection then. It opens one new connection at a time, and only after a time-out; when
 * that one is not answered either, the server is ill: the client's connection is left alone, and no
 * other new one is opened for five seconds, however many ask.
 */
export class SilentLoss {
  private isLooking = false;
  private bytesBefore: number | undefined;
  private restsUntil = 0;

  constructor(
    private readonly link: Link,
    private readonly limits: LookLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A question is put now: what comes from here on is a sign of life. */
  questionBegins(): void {
    this.bytesBefore = this.link.bytesRead?.();
  }

  /** Never rejects. @param isUnanswered whether the question still waits */
  async look(isUnanswered: () => boolean): Promise<void> {
    if (this.isLooking || this.now() < this.restsUntil || !this.link.isHeld()) return;
    this.isLooking = true;
    await this.limits.turns.take(() => this.lookNow(isUnanswered));
    this.isLooking = false;
  }

  private async lookNow(isUnanswered: () => boolean): Promise<void> {
    const isMissing = (): boolean => isUnanswered() && this.link.isHeld();
    if (!isMissing()) return;
    const limit = limitedSignal(this.limits.limitMs);
    try {
      const isLost = await this.link.isLost(limit.signal);
      if (isLost && isMissing() && this.isSilent()) this.link.cut();
      else this.restFor(SHORT_REST_MS);
    } catch {
      // The new connection fails too: that tells nothing of the client's own.
      this.restFor(REST_MS);
    } finally {
      limit.clear();
    }
  }

  private restFor(milliseconds: number): void {
    this.restsUntil = this.now() + milliseconds;
  }

  private isSilent(): boolean {
    return this.link.bytesRead?.() === this.bytesBefore;
  }
}
