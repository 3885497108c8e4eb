import { badnessOf } from '../model/contract';
import type { HealthChange, HealthStatus, PendingFinding } from '../model/contract';
import type { CompleteFinding } from './check-finding';

/** How often another status must be seen before it is believed. */
export interface StatusThresholds {
  /** Times in a row for the worse. */
  readonly fall: number;
  /** Times in a row for the better. */
  readonly rise: number;
  /** The longest time in error before it counts, however rarely it was seen; in milliseconds. */
  readonly maxErrorDurationMs: number;
}

/** When a check ran, in milliseconds of one clock. */
export interface CheckTime {
  readonly startedAt: number;
  readonly now: number;
}

/**
 * What an indicator counts as: one bad answer of a dependency that flaps is no outage, and one good
 * one no recovery. Findings that differ in the same direction are one row; believed is the mildest
 * change among the last of them.
 */
export class StatusHysteresis {
  private current: CompleteFinding | undefined;
  /** The findings in a row that are all worse, or all better, than the current one. */
  private streak: readonly CompleteFinding[] = [];
  private streakStartedAt = 0;

  constructor(private readonly thresholds: StatusThresholds) {}

  /** The last finding that agrees with the settled status; undefined before the first check. */
  get finding(): CompleteFinding | undefined {
    return this.current;
  }

  /** The status that is about to be believed. */
  get pending(): PendingFinding | undefined {
    const last = this.streak.at(-1);
    return last && { status: last.status, message: last.message };
  }

  /** When worse findings will have lasted too long; undefined while there are none. */
  get fallsAt(): number | undefined {
    const [first] = this.streak;
    if (!first || !this.isWorse(first)) return undefined;
    return this.streakStartedAt + this.thresholds.maxErrorDurationMs;
  }

  /** Takes what a check found; the very first counts at once. @returns the change, if it is one */
  record(finding: CompleteFinding, time: CheckTime): HealthChange | undefined {
    if (!this.current || finding.status === this.current.status) return this.change(finding);
    const isWorse = this.isWorse(finding);
    if (this.streak.some((other) => this.isWorse(other) !== isWorse)) this.streak = [];
    if (this.streak.length === 0) this.streakStartedAt = time.startedAt;
    const needed = isWorse ? this.thresholds.fall : this.thresholds.rise;
    this.streak = [...this.streak, finding].slice(-needed);
    const isEnough = this.streak.length >= needed || (isWorse && this.hasLastedTooLong(time.now));
    return isEnough ? this.applyStreak(time) : undefined;
  }

  /**
   * A check gives no answer, and is not over: nothing new is seen, and time passes all the same.
   * @returns the change, when the longest time in error is over
   */
  recordLate(late: CompleteFinding, time: CheckTime): HealthChange | undefined {
    if (!this.current || !this.isWorse(late)) return undefined;
    const isInStreak =
      this.streak.length > 0 && this.streak.every((finding) => this.isWorse(finding));
    if (!isInStreak) this.streakStartedAt = time.startedAt;
    if (!this.hasLastedTooLong(time.now)) return undefined;
    this.streak = isInStreak ? [...this.streak, late] : [late];
    return this.applyStreak(time);
  }

  /**
   * Nothing new is seen, and time passes.
   * @returns the change, when what was seen last has been in error for the longest time
   */
  passTime(time: CheckTime): HealthChange | undefined {
    const [first] = this.streak;
    if (!first || !this.isWorse(first) || !this.hasLastedTooLong(time.now)) return undefined;
    return this.applyStreak(time);
  }

  private hasLastedTooLong(now: number): boolean {
    // As `fallsAt` is reckoned: a difference of the two can round to a little less.
    return now >= this.streakStartedAt + this.thresholds.maxErrorDurationMs;
  }

  /** What went further than what is believed now goes on being a row. */
  private applyStreak({ startedAt }: CheckTime): HealthChange | undefined {
    const mildest = this.streak.reduce((a, b) => (this.distanceTo(b) < this.distanceTo(a) ? b : a));
    const last = this.streak.at(-1);
    const change = this.change(mildest);
    if (last && last.status !== mildest.status) {
      this.streak = [last];
      this.streakStartedAt = startedAt;
    }
    return change;
  }

  private change(finding: CompleteFinding): HealthChange | undefined {
    const from: HealthStatus = this.current?.status ?? 'healthy';
    this.current = finding;
    this.streak = [];
    return finding.status === from ? undefined : { from, to: finding.status };
  }

  private isWorse({ status }: CompleteFinding): boolean {
    return badnessOf(status) > badnessOf(this.current?.status ?? 'healthy');
  }

  /** How far it is from the current status. */
  private distanceTo({ status }: CompleteFinding): number {
    return Math.abs(badnessOf(status) - badnessOf(this.current?.status ?? 'healthy'));
  }
}
