/** How often what measures loop time looks at the clock, in milliseconds. */
export const TICK_MS = 20;
/** The most that counts between two ticks, in milliseconds: a tick may be a little late on a busy loop. */
export const MAX_TICK_MS = 40;

/**
 * Splits time into loop time, in which the event loop turned, and time in which something blocked
 * it: synchronous work, or a processor that was taken away. Each block counts as one tick at most.
 * All times are milliseconds of one clock, which the caller reads.
 */
export class LoopTime {
  private tickedAt: number;
  private blockedBeforeMs = 0;

  constructor(private readonly startedAt: number) {
    this.tickedAt = startedAt;
  }

  /** To be called every `TICK_MS` while the loop turns. @returns whether it was blocked before */
  tick(now: number): boolean {
    const blockedMs = this.blockedSinceTick(now);
    this.blockedBeforeMs += blockedMs;
    this.tickedAt = now;
    return blockedMs > 0;
  }

  /** How long the loop was blocked so far. */
  blockedMs(now: number): number {
    return this.blockedBeforeMs + this.blockedSinceTick(now);
  }

  /** How long the loop turned so far. */
  turnedMs(now: number): number {
    return now - this.startedAt - this.blockedMs(now);
  }

  private blockedSinceTick(now: number): number {
    return Math.max(0, now - this.tickedAt - MAX_TICK_MS);
  }
}
