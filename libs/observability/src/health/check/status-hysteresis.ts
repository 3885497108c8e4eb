import { badnessOf } from '../model/contract';
import type { HealthChange, HealthStatus, PendingFinding } from '../model/contract';
import type { CompleteFinding } from './check-finding';

/** How many results, or how much time, it takes to change a status. */
export interface StatusThresholds {
  /** Consecutive worse results. */
  readonly fall: number;
  /** Consecutive better results. */
  readonly rise: number;
  /** How long a check may keep failing before the failure counts, even if `fall` was not reached; in milliseconds. */
  readonly maxErrorDurationMs: number;
}

/** When a check ran, in milliseconds of one clock. */
export interface CheckTime {
  readonly startedAt: number;
  readonly now: number;
}

/**
 * The status of an indicator, with hysteresis: one bad result of a flapping dependency is no outage,
 * and one good result no recovery. Consecutive findings that differ in the same direction form a
 * streak; the status changes to the mildest of them.
 */
export class StatusHysteresis {
  private current: CompleteFinding | undefined;
  /** Consecutive findings that are all worse, or all better, than the current one. */
  private streak: readonly CompleteFinding[] = [];
  private streakStartedAt = 0;

  constructor(private readonly thresholds: StatusThresholds) {}

  /** The last finding with the current status; undefined before the first check. */
  get finding(): CompleteFinding | undefined {
    return this.current;
  }

  /** The status that the latest finding would change to, if confirmed. */
  get pending(): PendingFinding | undefined {
    const last = this.streak.at(-1);
    return last && { status: last.status, message: last.message };
  }

  /** When the current failure reaches its maximum duration; undefined while there is none. */
  get fallsAt(): number | undefined {
    const [first] = this.streak;
    if (!first || !this.isWorse(first)) return undefined;
    return this.streakStartedAt + this.thresholds.maxErrorDurationMs;
  }

  /** Records a finding; the very first one counts immediately. @returns the change of status, if there is one */
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
   * Records that a check is late and still running: no new finding, but the failure continues.
   * @returns the change of status, when the failure has reached its maximum duration
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
   * Applies the passage of time, without a new finding.
   * @returns the change of status, when the failure has reached its maximum duration
   */
  passTime(time: CheckTime): HealthChange | undefined {
    const [first] = this.streak;
    if (!first || !this.isWorse(first) || !this.hasLastedTooLong(time.now)) return undefined;
    return this.applyStreak(time);
  }

  private hasLastedTooLong(now: number): boolean {
    // Computed as `fallsAt` is: a difference of the two can round to slightly less.
    return now >= this.streakStartedAt + this.thresholds.maxErrorDurationMs;
  }

  /** A last finding beyond the new status starts the next streak. */
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
