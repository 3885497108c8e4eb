import { METRICS } from '../../../core';
import type { DropListener, MetricSink, Collector } from '../../../core';
import type { Delivering } from '../../../export';
import type { Profiler } from './profiler';
import type { RequestSessions } from './request-sessions';

/** Error tracking of the process, as one app sees it. */
export class ErrorTracking implements Collector {
  readonly name = 'error delivery';
  readonly metrics = [METRICS.errorEventsDelivered, METRICS.errorEventsWaiting];

  constructor(
    private readonly delivering: Delivering,
    /** Counts requests for release health; nothing is sent while it counts nothing. */
    readonly sessions: RequestSessions,
    private readonly profiler: Profiler,
  ) {}

  read(sink: MetricSink): void {
    const { delivery } = this.delivering;
    sink.set(METRICS.errorEventsDelivered, [], delivery.delivered);
    sink.set(METRICS.errorEventsWaiting, [], delivery.waiting);
  }

  /** Reports dropped events and profiles to the app, including those from before it started. */
  listen(listener: DropListener, ofProfiles?: DropListener): void {
    this.delivering.drops.listen(listener);
    if (ofProfiles) this.delivering.profileDrops.listen(ofProfiles);
  }

  /** The app ends: what is left is counted as dropped, unless a later app of the process has taken over. */
  end(listener: DropListener): void {
    const { delivery, drops, profileDrops } = this.delivering;
    if (!drops.isListener(listener)) return;
    this.profiler.stop();
    delivery.abandon();
    drops.stopListening();
    profileDrops.stopListening();
  }
}
