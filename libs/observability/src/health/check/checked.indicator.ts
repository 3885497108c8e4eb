import { CheckObservation, withTimeout } from '../../core';
import type { LoopClock, Observer, Redactor } from '../../core';
import { lateFinding, withBlockNote, withoutSecrets } from './check-finding';
import type { CompleteFinding } from './check-finding';
import { checkResult } from './check-result';
import { LateChecks, MIN_BLOCKED_MS, runCheck } from './check-run';
import type { CheckRun } from './check-run';
import type { CheckSettings } from './check-settings';
import type { CheckResult, HealthChange, HealthIndicator } from '../model/contract';
import { RecheckTimer } from './recheck-timer';
import { StatusHysteresis } from './status-hysteresis';
import type { CheckTime } from './status-hysteresis';
import type { HealthSubscribers } from './health-subscribers';

/** Dependencies shared by all indicators of an app. */
export interface CheckedIndicatorParts {
  readonly observer: Observer;
  readonly redactor: Redactor;
  readonly subscribers: HealthSubscribers;
  /** The clock for timeouts and error durations. */
  readonly loop: LoopClock;
  readonly responseDeadlineMs: number;
  readonly cacheMs: number;
}

/** A running check, shared by all concurrent callers. */
interface Running {
  readonly startedAt: number;
  readonly answer: Promise<CheckResult>;
  /** The result, or what is shown at the response deadline; created for the first caller that needs it. */
  shown: Promise<CheckResult> | undefined;
  /** Whether subscribers were notified that it is late. */
  isPublished: boolean;
}

/** The outcome of a check. */
interface Outcome {
  readonly finding: CompleteFinding;
  readonly isLate: boolean;
}

/** One indicator with its state: one check at a time, a short-lived cache, a status with hysteresis. */
export class CheckedIndicator {
  private readonly hysteresis: StatusHysteresis;
  private readonly lateChecks = new LateChecks();
  private readonly recheckTimer: RecheckTimer;
  private running: Running | undefined;
  /** The result after a recheck, shared by all concurrent callers. */
  private recheckResult: Promise<CheckResult> | undefined;
  private last: { readonly result: CheckResult; readonly at: number } | undefined;
  private lastStartedAt = 0;
  private isInBackground = false;
  private isStopped = false;
  private releaseLoop: (() => void) | undefined;

  constructor(
    private readonly indicator: HealthIndicator,
    readonly settings: CheckSettings,
    private readonly parts: CheckedIndicatorParts,
  ) {
    this.hysteresis = new StatusHysteresis(settings);
    this.recheckTimer = new RecheckTimer(() => this.check(), parts.cacheMs);
  }

  /** The last result; undefined before the first check has finished. */
  get lastResult(): CheckResult | undefined {
    return this.last?.result;
  }

  /** The cached result while it is fresh, else that of a check. */
  answer(): Promise<CheckResult> {
    const { fresh } = this;
    return fresh ? Promise.resolve(fresh) : this.check();
  }

  /**
   * The same, at the latest `responseDeadlineMs` after the check started. Waits for the recheck of a
   * pending change: a client that polls once a minute would otherwise get the previous status.
   */
  answerInTime(): Promise<CheckResult> {
    const { fresh } = this;
    if (fresh) return fresh.pending ? this.recheckedInTime(fresh) : Promise.resolve(fresh);
    const answer = this.check();
    const { running } = this;
    return running ? (running.shown ??= this.shownByDeadline(running)) : answer;
  }

  /** The result of the running check, or of a new one. */
  check(): Promise<CheckResult> {
    if (this.running) return this.running.answer;
    const mayStart = this.lateChecks.mayStart(this.loopNow, this.settings.timeoutMs);
    return mayStart ? this.begin() : Promise.resolve(this.resultAtLimit());
  }

  /** Starts a check if the last result is no longer fresh. */
  refresh(): void {
    if (!this.fresh) void this.check();
  }

  /** From now on, checks run in the background, and the last result always counts as fresh. */
  inBackground(): void {
    this.isInBackground = true;
  }

  /** Stops rechecks and background checks. */
  stop(): void {
    this.isInBackground = false;
    this.isStopped = true;
    this.recheckTimer.stop();
    this.updateLoopHold();
  }

  private get now(): number {
    return this.parts.observer.clock.now();
  }

  private get loopNow(): number {
    return this.parts.loop.now();
  }

  private get fresh(): CheckResult | undefined {
    const { last, running } = this;
    if (!last) return undefined;
    const isFresh = !running && this.now - last.at < this.parts.cacheMs;
    return isFresh || this.isInBackground ? last.result : undefined;
  }

  private begin(): Promise<CheckResult> {
    const { name } = this.indicator;
    const { critical, timeoutMs } = this.settings;
    const observation = new CheckObservation(this.now, { name, critical });
    this.parts.observer.checks.begin(observation);
    const startedAt = this.loopNow;
    this.lastStartedAt = startedAt;
    const run = runCheck(this.indicator, timeoutMs);
    const answer = run.inTime.then((found) => {
      if (!found) this.lateChecks.add(run.ended, this.loopNow);
      return this.end(observation, startedAt, this.outcomeOf(run, found));
    });
    this.running = { startedAt, answer, shown: undefined, isPublished: false };
    this.updateLoopHold();
    return answer;
  }

  /** @param found undefined when it was late */
  private outcomeOf(run: CheckRun, found: CompleteFinding | undefined): Outcome {
    const { blockedMs } = run;
    const finding = found
      ? withoutSecrets(found, this.parts.redactor)
      : this.late(this.settings.timeoutMs);
    const isBlocked = blockedMs >= MIN_BLOCKED_MS;
    return { isLate: !found, finding: isBlocked ? withBlockNote(finding, blockedMs) : finding };
  }

  private end(observation: CheckObservation, startedAt: number, found: Outcome): CheckResult {
    const { isLate, finding } = found;
    const time = this.timeSince(
      startedAt,
      isLate ? startedAt + this.settings.timeoutMs : startedAt,
    );
    const change = this.hysteresis.record(finding, time);
    observation.status = finding.status;
    observation.message = finding.message;
    observation.settled = this.hysteresis.finding?.status;
    this.parts.observer.checks.end(observation);
    const isPublished = isLate && !change && this.running?.isPublished === true;
    this.running = undefined;
    return isPublished ? this.remember(time) : this.publish(this.remember(time), change);
  }

  /** A slow check does not delay the response: it is reported as late and continues. */
  private shownByDeadline(running: Running): Promise<CheckResult> {
    const deadline = running.startedAt + this.parts.responseDeadlineMs;
    // Once the error has lasted too long, there is nothing to wait for.
    const until = this.last?.result.pending ? this.untilFall(deadline) : deadline;
    const answer = running.answer.then((result) => this.afterRecheck(result));
    return this.inTime(answer, until, () => this.shownLate(running, until));
  }

  private recheckedInTime(result: CheckResult): Promise<CheckResult> {
    const deadline = this.loopNow + this.parts.responseDeadlineMs;
    const until = this.untilFall(deadline);
    this.recheckResult ??= this.inTime(this.afterRecheck(result), until, () =>
      this.resultAt(until, result),
    ).finally(() => {
      this.recheckResult = undefined;
    });
    return this.recheckResult;
  }

  private untilFall(deadline: number): number {
    return Math.min(deadline, this.hysteresis.fallsAt ?? deadline);
  }

  /** The page's clock. Results never reject, so that only the deadline does. */
  private inTime(
    result: Promise<CheckResult>,
    until: number,
    substitute: () => CheckResult,
  ): Promise<CheckResult> {
    return withTimeout(() => result, Math.max(0, until - this.loopNow)).catch(substitute);
  }

  /** A pending failure may have reached its maximum duration. */
  private resultAt(until: number, otherwise: CheckResult): CheckResult {
    const time = this.timeSince(this.lastStartedAt, until);
    const change = this.hysteresis.passTime(time);
    return change ? this.publish(this.remember(time), change) : (this.lastResult ?? otherwise);
  }

  /** Waits for one recheck; if that confirms neither status, the current one stays. */
  private async afterRecheck(result: CheckResult): Promise<CheckResult> {
    if (!result.pending) return result;
    await this.recheckTimer.done;
    return this.lastResult ?? result;
  }

  private shownLate(running: Running, until: number): CheckResult {
    const finding = this.late(this.parts.responseDeadlineMs);
    const time = this.timeSince(running.startedAt, until);
    // Before the first result, late is all that is known; it does not change the status.
    if (!this.last) return this.resultOf(finding, time);
    if (this.running !== running) return this.resultAt(until, this.last.result);
    const change = this.hysteresis.recordLate(finding, time);
    if (!change) return this.last.result;
    running.isPublished = true;
    return this.publish(this.remember(time), change);
  }

  /** The result while late checks prevent new ones; the duration of the failure continues to count. */
  private resultAtLimit(): CheckResult {
    const time = this.timeSince(this.lastStartedAt);
    const finding = this.late(this.settings.timeoutMs);
    const change = this.hysteresis.recordLate(finding, time);
    if (change) return this.publish(this.remember(time), change);
    if (this.hysteresis.pending) this.recheckTimer.schedule();
    return this.lastResult ?? this.resultOf(finding, time);
  }

  private publish(result: CheckResult, change: HealthChange | undefined): CheckResult {
    this.parts.subscribers.notify(result, change);
    return result;
  }

  private remember(time: CheckTime): CheckResult {
    const { finding, pending } = this.hysteresis;
    const result = this.resultOf(finding ?? this.late(this.settings.timeoutMs), time);
    this.last = { result, at: this.now };
    this.updateLoopHold();
    // A pending change is rechecked soon, with or without probes.
    if (pending) this.recheckTimer.schedule();
    return result;
  }

  /**
   * A timer may fire slightly early by the clock, so the time is at least what it was set for. That
   * moment is passed as is, because a sum of differences can round to slightly less.
   */
  private timeSince(startedAt: number, atLeast = startedAt): CheckTime {
    return { startedAt, now: Math.max(this.loopNow, atLeast) };
  }

  /** Blocked time is measured only while it matters: during a check, and while a change is pending. */
  private updateLoopHold(): void {
    if (this.running || this.isChanging) this.releaseLoop ??= this.parts.loop.hold();
    else {
      this.releaseLoop?.();
      this.releaseLoop = undefined;
    }
  }

  private get isChanging(): boolean {
    return this.hysteresis.pending !== undefined && !this.isStopped;
  }

  private resultOf(finding: CompleteFinding, time: CheckTime): CheckResult {
    const { pending } = this.hysteresis;
    const { settings, indicator } = this;
    return checkResult({ name: indicator.name, settings, finding, time, pending });
  }

  private late(limitMs: number): CompleteFinding {
    const finding = lateFinding(this.indicator, limitMs);
    if (!this.lateChecks.isAtLimit) return finding;
    const message = `${finding.message}; checks that never finish prevent new ones from starting`;
    return { ...finding, message };
  }
}
