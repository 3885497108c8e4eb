import type { Losses } from '../../core';
import type { HealthReport } from '../model/aggregate';
import type { CheckHistory } from './check-history';
import { flipsOf, overviewOf } from './health-overview';
import type { HealthOverview } from './health-overview';
import type { HealthReportOptions } from './health-report.options';

/** Where overviews go: the log, and channels that reach people. */
export interface HealthReportListener {
  reported(overview: HealthOverview): void;
}

/** What overviews are made of. */
export interface HealthReportSources {
  readonly service: { report(): Promise<HealthReport> };
  readonly history: { all(): readonly CheckHistory[] };
  readonly losses: Losses;
}

/** Tells from time to time how the app is doing; inject it to listen. */
export class HealthReporter {
  private readonly listeners = new Set<HealthReportListener>();
  private timer: NodeJS.Timeout | undefined;
  private isUnderWay = false;
  private flipsReported = 0;

  constructor(
    private readonly sources: HealthReportSources,
    private readonly options: HealthReportOptions,
  ) {}

  /** Tells each overview from now on. @returns how to stop it */
  listen(listener: HealthReportListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @internal The module calls it when the app has started. */
  start(): void {
    const { everyMs } = this.options;
    if (everyMs === undefined) return;
    this.timer = setInterval(() => void this.report(), everyMs);
    this.timer.unref();
  }

  /** @internal The module calls it when the app ends. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** Makes an overview now and tells it, whatever the schedule; never rejects. */
  async report(): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      this.notify(await this.overview());
    } catch {
      this.sources.losses.count('health report');
    }
    this.isUnderWay = false;
  }

  private async overview(): Promise<HealthOverview> {
    const report = await this.sources.service.report();
    const histories = this.sources.history.all();
    const overview = overviewOf(report, histories, this.flipsReported);
    this.flipsReported = flipsOf(histories);
    return overview;
  }

  /** A listener that throws hurts no other. */
  private notify(overview: HealthOverview): void {
    for (const listener of this.listeners) {
      try {
        listener.reported(overview);
      } catch {
        this.sources.losses.count('health report');
      }
    }
  }
}
