import { badnessOf } from '../model/contract';
import type { HealthChange, HealthStatus, PendingFinding } from '../model/contract';
import type { WholeFinding } from './asked-finding';

/** How often another status must be seen before it is believed. */
export interface Patience {
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
export class SettledStatus {
  private current: WholeFinding | undefined;
  /** The findings in a row that are all worse, or all better, than the current one. */
  private row: readonly WholeFinding[] = [];
  private rowBeganAt = 0;

  constructor(private readonly patience: Patience) {}

  /** The last finding that agrees with the settled status; undefined before the first check. */
  get finding(): WholeFinding | undefined {
    return this.current;
  }

  /** The status that is about to be believed. */
  get pending(): PendingFinding | undefined {
    const last = this.row.at(-1);
    return last && { status: last.status, message: last.message };
  }

  /** When worse findings will have lasted too long; undefined while there are none. */
  get fallsAt(): number | undefined {
    const [first] = this.row;
    if (!first || !this.isWorse(first)) return undefined;
    return this.rowBeganAt + this.patience.maxErrorDurationMs;
  }

  /** Takes what a check found; the very first counts at once. @returns the change, if it is one */
  see(finding: WholeFinding, time: CheckTime): HealthChange | undefined {
    if (!this.current || finding.status === this.current.status) return this.settle(finding);
    const isWorse = this.isWorse(finding);
    if (this.row.some((other) => this.isWorse(other) !== isWorse)) this.row = [];
    if (this.row.length === 0) this.rowBeganAt = time.startedAt;
    const needed = isWorse ? this.patience.fall : this.patience.rise;
    this.row = [...this.row, finding].slice(-needed);
    const isEnough = this.row.length >= needed || (isWorse && this.hasLasted(time.now));
    return isEnough ? this.believeRow(time) : undefined;
  }

  /**
   * A check gives no answer, and is not over: nothing new is seen, and time passes all the same.
   * @returns the change, when the longest time in error is over
   */
  wait(late: WholeFinding, time: CheckTime): HealthChange | undefined {
    if (!this.current || !this.isWorse(late)) return undefined;
    const isInRow = this.row.length > 0 && this.row.every((finding) => this.isWorse(finding));
    if (!isInRow) this.rowBeganAt = time.startedAt;
    if (!this.hasLasted(time.now)) return undefined;
    this.row = isInRow ? [...this.row, late] : [late];
    return this.believeRow(time);
  }

  /**
   * Nothing new is seen, and time passes.
   * @returns the change, when what was seen last has been in error for the longest time
   */
  passTime(time: CheckTime): HealthChange | undefined {
    const [first] = this.row;
    if (!first || !this.isWorse(first) || !this.hasLasted(time.now)) return undefined;
    return this.believeRow(time);
  }

  private hasLasted(now: number): boolean {
    // As `fallsAt` is reckoned: a difference of the two can round to a little less.
    return now >= this.rowBeganAt + this.patience.maxErrorDurationMs;
  }

  /** What went further than what is believed now goes on being a row. */
  private believeRow({ startedAt }: CheckTime): HealthChange | undefined {
    const mildest = this.row.reduce((a, b) => (this.stepTo(b) < this.stepTo(a) ? b : a));
    const last = this.row.at(-1);
    const change = this.settle(mildest);
    if (last && last.status !== mildest.status) {
      this.row = [last];
      this.rowBeganAt = startedAt;
    }
    return change;
  }

  private settle(finding: WholeFinding): HealthChange | undefined {
    const from: HealthStatus = this.current?.status ?? 'healthy';
    this.current = finding;
    this.row = [];
    return finding.status === from ? undefined : { from, to: finding.status };
  }

  private isWorse({ status }: WholeFinding): boolean {
    return badnessOf(status) > badnessOf(this.current?.status ?? 'healthy');
  }

  /** How far it is from the current status. */
  private stepTo({ status }: WholeFinding): number {
    return Math.abs(badnessOf(status) - badnessOf(this.current?.status ?? 'healthy'));
  }
}
