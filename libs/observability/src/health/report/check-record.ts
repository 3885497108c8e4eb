import { roundedMs } from '../model/contract';
import type { CheckResult, HealthChange } from '../model/contract';
import type { CheckHistory, HealthFlip } from './check-history';
import { ResultRing } from './result-ring';

const MAX_FLIPS = 20;

/** Records the history of one check. */
export class CheckRecord {
  private readonly ring: ResultRing;
  private readonly time: TimeShare;
  private readonly lastFlips: HealthFlip[] = [];
  private results = 0;
  private flips = 0;
  private lastFailure: CheckHistory['lastFailure'];

  constructor(
    private last: CheckResult,
    size: number,
    now: number,
  ) {
    this.ring = new ResultRing(size);
    this.time = new TimeShare(now);
  }

  add(result: CheckResult, change: HealthChange | undefined, now: number): void {
    const { status, responseTimeMs, checkedAt } = result;
    const found = result.pending ?? result;
    const hasFailed = found.status === 'unhealthy';
    this.last = result;
    this.results += 1;
    this.ring.add(responseTimeMs, hasFailed);
    this.time.record(status !== 'unhealthy', now);
    if (hasFailed) this.lastFailure = { at: checkedAt, message: found.message };
    if (change) this.flip({ at: checkedAt, ...change });
  }

  describe(now: number): CheckHistory {
    const { last, results, flips, lastFlips, lastFailure, ring, time } = this;
    return {
      name: last.name,
      status: last.status,
      results,
      availability: percent(time.upRatio(now)),
      recentAvailability: percent(ring.passedRatio),
      flips,
      lastFlips: [...lastFlips],
      latencyMs: ring.latency(),
      lastFailure,
    };
  }

  private flip(flip: HealthFlip): void {
    this.flips += 1;
    this.lastFlips.push(flip);
    if (this.lastFlips.length > MAX_FLIPS) this.lastFlips.shift();
  }
}

/** With two decimals. */
function percent(ratio: number): number {
  return roundedMs(ratio * 100);
}
/** Measures the share of time in which something was up, in milliseconds. */
export class TimeShare {
  private downSince: number | undefined;
  private downMs = 0;

  /** @param beganAt when the measurement began */
  constructor(private readonly beganAt: number) {}

  record(isUp: boolean, now: number): void {
    if (this.downSince !== undefined) this.downMs += now - this.downSince;
    this.downSince = isUp ? undefined : now;
  }

  /** From 0 to 1; either 0 or 1 before any time has passed. */
  upRatio(now: number): number {
    const isDown = this.downSince !== undefined;
    const passedMs = now - this.beganAt;
    if (passedMs <= 0) return isDown ? 0 : 1;
    const downMs = this.downMs + (this.downSince === undefined ? 0 : now - this.downSince);
    return 1 - downMs / passedMs;
  }
}
