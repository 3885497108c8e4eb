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

/** A pattern of the app need not read more of what a client made up. */
const MAX_PATH_LENGTH = 1024;

/**
 * Business events: those that the app tracks, and those that requests stand for. The latter cost a
 * request of a route nothing: their number is read at scrape from the requests that were counted anyway.
 */
export class BusinessCounts {
  /** Rules that requests of unknown routes can stand for. */
  private readonly reachingUnknown: readonly BusinessRoute[];
  private readonly events: Counter;
  private readonly values: NumberTable;
  private readonly valueReader: CallReader;
  private readonly unitReader: CallReader;
  private readonly registrations: Counter;
  private readonly counted = new Map<string, number>();
  /** The events that requests stand for, by where these are counted; beyond the limit many are counted together. */
  private readonly standing = new Map<HistogramSeries, Set<string>>();

  /** @param isOwn tells the library's own routes, which stand for nothing */
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

  /** Labels that would go nowhere are reported, also where there is no value. */
  private unitOf(labels: Labels | undefined, isWanted: boolean): readonly string[] {
    if (labels === undefined) return [];
    if (isWanted) return this.unitReader.labels(labels);
    this.unitReader.knows(labels);
    return [];
  }

  trackRegistration(method: string): void {
    this.registrations.add(1, { method });
  }

  /** Looks once at each kind of request, when it first comes. */
  readonly onNewRequests = (series: RequestSeries): void => {
    const [method, route, status] = series.labels;
    if (route === UNKNOWN_ROUTE || this.isOwn(route)) return;
    const wanted = this.routes.filter((stands) => isEvent(stands, method, route, Number(status)));
    if (wanted.length === 0) return;
    const events = wanted.map(({ event }) => event);
    const known = this.standing.get(series.duration) ?? [];
    this.standing.set(series.duration, new Set([...known, ...events]));
  };

  /** Requests that no route matches have one series for all, so they are counted as they come. */
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

  /** Adds what has come since the last scrape; so that events that the app tracks stay as they are. */
  private refresh(): void {
    const totals = new Map<string, number>();
    for (const [{ count }, events] of this.standing) {
      for (const event of events) totals.set(event, (totals.get(event) ?? 0) + count);
    }
    for (const [event, total] of totals) {
      const counted = this.counted.get(event) ?? 0;
      // Below it only when the registry was reset: the events began at 0 again as well.
      this.events.add(total < counted ? total : total - counted, { event });
      this.counted.set(event, total);
    }
  }
}
