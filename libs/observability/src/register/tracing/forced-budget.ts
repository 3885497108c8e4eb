/** How long unused budget is kept, in seconds: honest callers come in bursts. */
const BURST_SECONDS = 10;
const SECOND_MS = 1000;

/**
 * How much callers from outside can make us record. A caller chooses its trace id as freely as its
 * sampled flag, so neither says that we would have recorded it anyway; only their number counts. Each
 * caller that decided adds the part that our own ratio would have recorded of it, time adds the option:
 * of n callers in t seconds at most `part · n + perSecond · t + 10 · perSecond` are recorded (at least 1).
 */
export class ForcedBudget {
  private readonly most: number;
  private left: number;
  private at: number;

  /**
   * @param part of the traces that are recorded where no caller decided, 0 to 1
   * @param perSecond recordings beyond it, `traces.maxForcedPerSecond`
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly part: number,
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.most = Math.max(1, perSecond * BURST_SECONDS);
    this.left = this.most;
    this.at = now();
  }

  /** Whether the next caller's trace is recorded. @param isWanted whether the caller's decision says so */
  admits(isWanted: boolean): boolean {
    this.refill();
    if (!isWanted || this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  private refill(): void {
    const now = this.now();
    const seconds = (now - this.at) / SECOND_MS;
    this.at = now;
    this.left = Math.min(this.most, this.left + this.part + this.perSecond * seconds);
  }
}
