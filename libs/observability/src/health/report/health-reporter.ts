import type { Drops } from '../../core';
import type { HealthReport } from '../model/aggregate';
import type { CheckHistory } from './check-history';
import { flipsOf, overviewOf } from './health-overview';
import type { HealthOverview } from './health-overview';
import type { HealthReportOptions } from './health-report.options';

/** A destination of overviews: the log, or a chat channel. */
export interface HealthReportListener {
  reported(overview: HealthOverview): void;
}

/** Dependencies of the reporter. */
export interface HealthReportSources {
  readonly service: { report(): Promise<HealthReport> };
  readonly history: { all(): readonly CheckHistory[] };
  readonly drops: Drops;
}

/** Reports the health of the app periodically; inject it to listen. */
export class HealthReporter {
  private readonly listeners = new Set<HealthReportListener>();
  private timer: NodeJS.Timeout | undefined;
  private isUnderWay = false;
  private flipsReported = 0;

  constructor(
    private readonly sources: HealthReportSources,
    private readonly options: HealthReportOptions,
  ) {}

  /** Passes each overview to the listener. @returns a function that unsubscribes it */
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

  /** @internal The module calls it on shutdown. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** Creates an overview now and reports it, independent of the schedule; never rejects. */
  async report(): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      this.notify(await this.overview());
    } catch {
      this.sources.drops.count('health report');
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

  /** A listener that throws does not affect the others. */
  private notify(overview: HealthOverview): void {
    for (const listener of this.listeners) {
      try {
        listener.reported(overview);
      } catch {
        this.sources.drops.count('health report');
      }
    }
  }
}
