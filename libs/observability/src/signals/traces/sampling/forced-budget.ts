import { RefillingBudget, systemClock } from '../../../core';
import type { Clock } from '../../../core';

/** How long unused budget is kept, in seconds: honest callers come in bursts. */
const BURST_SECONDS = 10;

/**
 * How much callers from outside can make us record. A caller chooses its trace id as freely as its
 * sampled flag, so neither says that we would have recorded it anyway; only their number counts. Each
 * caller that decided adds the part that our own ratio would have recorded of it, time adds the option:
 * of n callers in t seconds at most `part · n + perSecond · t + 10 · perSecond` are recorded (at least 1).
 */
export class ForcedBudget {
  private readonly recordings: RefillingBudget;

  /**
   * @param part of the traces that are recorded where no caller decided, 0 to 1
   * @param perSecond recordings beyond it, `traces.maxForcedPerSecond`
   */
  constructor(
    private readonly part: number,
    perSecond: number,
    clock: Clock = systemClock,
  ) {
    this.recordings = new RefillingBudget(Math.max(1, perSecond * BURST_SECONDS), perSecond, clock);
  }

  /** Whether the next caller's trace is recorded. @param isWanted whether the caller's decision says so */
  admits(isWanted: boolean): boolean {
    this.recordings.add(this.part);
    return isWanted && this.recordings.take(1);
  }
}
