import { LoopClock, Redactor } from '../../core';
import type { Observer } from '../../core';
import { BackgroundChecks } from './background';
import { checkSettings } from './check-settings';
import type { CheckSettings, CheckSettingsOptions } from './check-settings';
import { CHECKER_DEFAULTS } from './checker.options';
import type { CheckerOptions } from './checker.options';
import { CheckedIndicator } from './checked.indicator';
import type { CheckedIndicatorParts } from './checked.indicator';
import type { CheckResult, HealthIndicator, HealthSubscriber } from '../model/contract';
import { InstanceFaults } from './instance-faults';
import { HealthSubscribers } from './health-subscribers';

/** In milliseconds. */
const MIN_REFRESH_MS = 50;

/**
 * Asks indicators: one check at a time for each, a time limit, a short memory, a status that
 * settles. Whatever an indicator does (throw, hang, answer rubbish), it costs only its own result.
 */
export class HealthChecker {
  private readonly known = new Map<HealthIndicator, CheckedIndicator>();
  private readonly options: CheckSettingsOptions;
  private readonly parts: CheckedIndicatorParts;
  private readonly subscribers: HealthSubscribers;
  private readonly refreshEveryMs: number;
  private readonly background = new BackgroundChecks();
  /** What keeps this instance alone from its work. */
  readonly instanceFaults: InstanceFaults;

  constructor(options: CheckerOptions, observer: Observer, redactor: Redactor = new Redactor()) {
    const { responseDeadlineMs, cacheMs, ...rest } = { ...CHECKER_DEFAULTS, ...options };
    this.options = rest;
    this.subscribers = new HealthSubscribers(observer.losses);
    this.refreshEveryMs = Math.max(MIN_REFRESH_MS, cacheMs);
    const loop = new LoopClock(observer.clock);
    const settingsOf = this.settingsOf.bind(this);
    this.instanceFaults = new InstanceFaults({ losses: observer.losses, redactor, settingsOf });
    this.parts = {
      observer,
      redactor,
      subscribers: this.subscribers,
      loop,
      responseDeadlineMs,
      cacheMs,
    };
  }

  /**
   * Asks all of them at once, and waits no longer than `responseDeadlineMs`. While one takes long, the
   * others are asked anew, so that each is told as it is in the end.
   */
  async checkAll(indicators: readonly HealthIndicator[]): Promise<CheckResult[]> {
    const all = indicators.map((indicator) => this.of(indicator));
    const freshness = setInterval(() => all.forEach((one) => one.refresh()), this.refreshEveryMs);
    freshness.unref();
    const results = await Promise.all(all.map((one) => one.answerInTime()));
    clearInterval(freshness);
    return results.map((result, i) => all[i]?.lastResult ?? result);
  }

  /** Asks one of them, and waits no longer than `responseDeadlineMs`. */
  checkInTime(indicator: HealthIndicator): Promise<CheckResult> {
    return this.of(indicator).answerInTime();
  }

  /** The answer of one indicator: a fresh one, the one under way, or the remembered one. */
  check(indicator: HealthIndicator): Promise<CheckResult> {
    return this.of(indicator).answer();
  }

  /** What was found last, as far as there is something; waits for nothing, and has it checked anew. */
  lastOf(indicators: readonly HealthIndicator[]): CheckResult[] {
    return indicators.flatMap((indicator) => {
      const checked = this.of(indicator);
      const { lastResult } = checked;
      checked.refresh();
      return lastResult ? [lastResult] : [];
    });
  }

  /** What is obeyed for one indicator. */
  settingsOf(indicator: HealthIndicator): CheckSettings {
    return this.of(indicator).settings;
  }

  /** Tells of each check from now on. @returns how to stop it */
  subscribe(subscriber: HealthSubscriber): () => void {
    return this.subscribers.add(subscriber);
  }

  /** Has those checked regularly that want it. */
  start(indicators: readonly HealthIndicator[]): void {
    this.background.start(indicators.map((indicator) => this.of(indicator)));
  }

  /** Nothing is checked any more unless somebody asks. */
  stop(): void {
    this.background.stop();
    for (const checked of this.known.values()) checked.stop();
  }

  private of(indicator: HealthIndicator): CheckedIndicator {
    const known = this.known.get(indicator);
    if (known) return known;
    const settings = checkSettings(indicator, this.options);
    const checked = new CheckedIndicator(indicator, settings, this.parts);
    this.known.set(indicator, checked);
    return checked;
  }
}
