import { METRICS, pathOf } from '../../../core';
import type { RequestObservation } from '../../../core';
import { isEvent, reachesUnknown } from './business-routes';
import type { BusinessRoute } from './business-routes';
import { CallReader } from '../tables/call-reader';
import type { Labels } from '../tables/call-reader';
import { Counter } from '../tables/custom-metrics';
import type { HistogramSeries } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';
import type { Misuse } from '../tables/misuse';
import type { NumberTable } from '../tables/number-table';
import { methodOf, METHODS } from './request-methods';
import { UNKNOWN_ROUTE } from './request-metrics';
import type { RequestSeries } from './request-metrics';

/** The length of a path that patterns of the app are matched against: clients choose paths. */
const MAX_PATH_LENGTH = 1024;

/**
 * Counts business events: those that the app tracks, and requests that are business events. The
 * latter add no work to a request with a route: they are read at scrape from the request counts.
 */
export class BusinessCounts {
  /** Rules that requests without a route can match. */
  private readonly reachingUnknown: readonly BusinessRoute[];
  private readonly events: Counter;
  private readonly values: NumberTable;
  private readonly valueReader: CallReader;
  private readonly unitReader: CallReader;
  private readonly registrations: Counter;
  private readonly counted = new Map<string, number>();
  /** The events of requests, by request series; beyond the limit they are counted together. */
  private readonly standing = new Map<HistogramSeries, Set<string>>();

  /** @param isOwn whether a route is the library's own, which is never a business event */
  constructor(
    registry: MetricsRegistry,
    private readonly routes: readonly BusinessRoute[],
    private readonly isOwn: (route: string) => boolean,
    misuse: Misuse,
  ) {
    this.reachingUnknown = routes.filter(reachesUnknown);
    const events = registry.numbers(METRICS.businessEvents, () => this.refresh());
    this.events = new Counter(events, misuse);
    this.values = registry.numbers(METRICS.businessEventValue);
    this.valueReader = new CallReader(this.values.definition, misuse);
    this.unitReader = new CallReader({ ...this.values.definition, labels: ['unit'] }, misuse);
    this.registrations = new Counter(registry.numbers(METRICS.userRegistrations), misuse);
  }

  track(event: string, value: number | undefined, labels: Labels | undefined): void {
    this.events.add(1, { event });
    const amount = value === undefined ? undefined : this.valueReader.number(value, true);
    const [unit = ''] = this.unitOf(labels, amount !== undefined);
    if (amount === undefined) return;
    const [name = ''] = this.valueReader.labels({ event });
    this.values.series(name, unit).add(amount);
  }

  /** Unused labels are reported, also if there is no value. */
  private unitOf(labels: Labels | undefined, isWanted: boolean): readonly string[] {
    if (labels === undefined) return [];
    if (isWanted) return this.unitReader.labels(labels);
    this.unitReader.knows(labels);
    return [];
  }

  trackRegistration(method: string): void {
    this.registrations.add(1, { method });
  }

  /** Matches each kind of request once, when it first occurs. */
  readonly onNewRequests = (series: RequestSeries): void => {
    const [method, route, status] = series.labels;
    if (route === UNKNOWN_ROUTE || this.isOwn(route)) return;
    const wanted = this.routes.filter((stands) => isEvent(stands, method, route, Number(status)));
    if (wanted.length === 0) return;
    const events = wanted.map(({ event }) => event);
    const known = this.standing.get(series.duration) ?? [];
    this.standing.set(series.duration, new Set([...known, ...events]));
  };

  /** Requests that no route matches share one series, so they are counted one by one. */
  unknown(observation: RequestObservation): void {
    if (this.reachingUnknown.length === 0) return;
    const path = pathOf(observation.request).slice(0, MAX_PATH_LENGTH);
    if (this.isOwn(path)) return;
    const method = METHODS[methodOf(observation.method)]!;
    const wanted = this.reachingUnknown.filter((stands) =>
      isEvent(stands, method, path, observation.status),
    );
    for (const event of new Set(wanted.map((stands) => stands.event)))
      this.events.add(1, { event });
  }

  /** Adds the increase since the last scrape, so that events that the app tracks are kept. */
  private refresh(): void {
    const totals = new Map<string, number>();
    for (const [{ count }, events] of this.standing) {
      for (const event of events) totals.set(event, (totals.get(event) ?? 0) + count);
    }
    for (const [event, total] of totals) {
      const counted = this.counted.get(event) ?? 0;
      // It is lower only after a reset of the registry, which resets the events as well.
      this.events.add(total < counted ? total : total - counted, { event });
      this.counted.set(event, total);
    }
  }
}
