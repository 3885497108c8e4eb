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
 * Runs indicators: one check at a time for each, with a timeout, a short-lived cache and hysteresis.
 * An indicator that throws, hangs or returns garbage affects only its own result.
 */
export class HealthChecker {
  private readonly known = new Map<HealthIndicator, CheckedIndicator>();
  private readonly options: CheckSettingsOptions;
  private readonly parts: CheckedIndicatorParts;
  private readonly subscribers: HealthSubscribers;
  private readonly refreshEveryMs: number;
  private readonly background = new BackgroundChecks();
  /** Faults of this instance alone. */
  readonly instanceFaults: InstanceFaults;

  constructor(options: CheckerOptions, observer: Observer, redactor: Redactor = new Redactor()) {
    const { responseDeadlineMs, cacheMs, ...rest } = { ...CHECKER_DEFAULTS, ...options };
    this.options = rest;
    this.subscribers = new HealthSubscribers(observer.drops);
    this.refreshEveryMs = Math.max(MIN_REFRESH_MS, cacheMs);
    const loop = new LoopClock(observer.clock);
    const settingsOf = this.settingsOf.bind(this);
    this.instanceFaults = new InstanceFaults({ drops: observer.drops, redactor, settingsOf });
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
   * Runs all of them concurrently, and waits no longer than `responseDeadlineMs`. While one is slow,
   * the others are refreshed, so that each result is current when the report is returned.
   */
  async checkAll(indicators: readonly HealthIndicator[]): Promise<CheckResult[]> {
    const all = indicators.map((indicator) => this.of(indicator));
    const freshness = setInterval(() => all.forEach((one) => one.refresh()), this.refreshEveryMs);
    freshness.unref();
    const results = await Promise.all(all.map((one) => one.answerInTime()));
    clearInterval(freshness);
    return results.map((result, i) => all[i]?.lastResult ?? result);
  }

  /** Runs one check, and waits no longer than `responseDeadlineMs`. */
  checkInTime(indicator: HealthIndicator): Promise<CheckResult> {
    return this.of(indicator).answerInTime();
  }

  /** The result of one indicator: the cached one while fresh, else that of the running or a new check. */
  check(indicator: HealthIndicator): Promise<CheckResult> {
    return this.of(indicator).answer();
  }

  /** The last results, as far as there are any; does not wait, and starts checks for stale ones. */
  lastOf(indicators: readonly HealthIndicator[]): CheckResult[] {
    return indicators.flatMap((indicator) => {
      const checked = this.of(indicator);
      const { lastResult } = checked;
      checked.refresh();
      return lastResult ? [lastResult] : [];
    });
  }

  /** The resolved settings of one indicator. */
  settingsOf(indicator: HealthIndicator): CheckSettings {
    return this.of(indicator).settings;
  }

  /** Notifies a subscriber of each check. @returns a function that unsubscribes it */
  subscribe(subscriber: HealthSubscriber): () => void {
    return this.subscribers.add(subscriber);
  }

  /** Starts the background checks. */
  start(indicators: readonly HealthIndicator[]): void {
    this.background.start(indicators.map((indicator) => this.of(indicator)));
  }

  /** Stops background checks and rechecks; checks on request still run. */
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
