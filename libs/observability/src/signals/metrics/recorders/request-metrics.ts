import { matchesRequest, METRICS } from '../../../core';
import type { Listener, Outcome, RequestObservation } from '../../../core';
import type { HistogramSeries, HistogramTable } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';
import type { NumberSeries, NumberTable } from '../tables/number-table';
import { methodOf, METHODS } from './request-methods';

/** The one value of `http_route` for requests that no route matches. */
export const UNKNOWN_ROUTE = 'unknown';

/** The series of one route, method, status and error type; sizes only if there was a body. */
export interface RequestSeries {
  readonly labels: readonly [method: string, route: string, status: string, errorType: string];
  readonly duration: HistogramSeries;
  requestSize: HistogramSeries | undefined;
  responseSize: HistogramSeries | undefined;
}

/** Called when a kind of request occurs for the first time. */
export type OnNewSeries = (series: RequestSeries) => void;

/** Counts, times and sizes of requests. */
export class RequestMetrics implements Listener<RequestObservation> {
  private readonly durations: HistogramTable;
  private readonly requestSizes: HistogramTable;
  private readonly responseSizes: HistogramTable;
  private readonly active: NumberTable;
  private readonly activeByMethod: NumberSeries[] = [];
  /** By route, then by a number made of method, status and outcome: two short look-ups. */
  private readonly byRoute = new Map<string, Map<number, RequestSeries>>();

  /** If requests are excluded: which of those in flight are, is known only when they are read. */
  private readonly inFlight: Set<RequestObservation> | undefined;

  /** @param isIgnored whether requests of a route or path are excluded; undefined for none */
  constructor(
    registry: MetricsRegistry,
    private readonly onNew: OnNewSeries = () => undefined,
    private readonly isIgnored?: (path: string) => boolean,
  ) {
    this.inFlight = isIgnored && new Set();
    this.durations = registry.durations(METRICS.requestDuration);
    this.active = registry.numbers(
      METRICS.activeRequests,
      this.inFlight && (() => this.countInFlight()),
    );
    this.requestSizes = registry.histogram(METRICS.requestBodySize);
    this.responseSizes = registry.histogram(METRICS.responseBodySize);
  }

  begin(observation: RequestObservation): void {
    if (this.inFlight) this.inFlight.add(observation);
    else this.activeOf(methodOf(observation.method)).value += 1;
  }

  /** @returns false if the request is excluded */
  end(observation: RequestObservation): boolean {
    const { context, durationSeconds } = observation;
    const method = methodOf(observation.method);
    if (!this.inFlight) this.activeOf(method).value -= 1;
    else if (this.leaves(observation)) return false;
    const series = this.seriesOf(observation, method);
    if (context.sampled) series.duration.recordTraced(durationSeconds, context);
    else series.duration.record(durationSeconds);
    this.recordSizes(observation, series);
    return true;
  }

  private leaves(observation: RequestObservation): boolean {
    this.inFlight?.delete(observation);
    return this.ignores(observation, observation.route);
  }

  private ignores({ request }: RequestObservation, route: string): boolean {
    return this.isIgnored !== undefined && matchesRequest(this.isIgnored, route, request);
  }

  private countInFlight(): void {
    this.active.reset();
    for (const observation of this.inFlight ?? []) {
      if (this.ignores(observation, observation.routeSoFar)) continue;
      this.activeOf(methodOf(observation.method)).value += 1;
    }
  }

  /** Created on first use: a method without requests is not exposed. */
  private activeOf(method: number): NumberSeries {
    return (this.activeByMethod[method] ??= this.active.series(METHODS[method]!));
  }

  private recordSizes(
    { requestBodyBytes, responseBodyBytes }: RequestObservation,
    series: RequestSeries,
  ): void {
    if (requestBodyBytes !== undefined) {
      series.requestSize ??= this.requestSizes.series(...series.labels);
      series.requestSize.record(requestBodyBytes);
    }
    if (responseBodyBytes !== undefined) {
      series.responseSize ??= this.responseSizes.series(...series.labels);
      series.responseSize.record(responseBodyBytes);
    }
  }

  private seriesOf(observation: RequestObservation, method: number): RequestSeries {
    const { status, outcome } = observation;
    const route = observation.route || UNKNOWN_ROUTE;
    const key = (status << 6) | (method << 2) | OUTCOMES[outcome];
    return this.byRoute.get(route)?.get(key) ?? this.add(route, key, observation, method);
  }

  private add(
    route: string,
    key: number,
    observation: RequestObservation,
    method: number,
  ): RequestSeries {
    const { status } = observation;
    const labels = [METHODS[method]!, route, String(status), errorTypeOf(observation)] as const;
    const duration = this.durations.series(...labels);
    const series = { labels, duration, requestSize: undefined, responseSize: undefined };
    const ofRoute = this.byRoute.get(route) ?? new Map<number, RequestSeries>();
    this.byRoute.set(route, ofRoute.set(key, series));
    this.onNew(series);
    return series;
  }
}

const OUTCOMES: Readonly<Record<Outcome, number>> = { ok: 0, error: 1, aborted: 2 };

function errorTypeOf({ outcome, status }: RequestObservation): string {
  if (outcome === 'aborted') return 'aborted';
  if (status >= 400) return status >= 500 ? 'server_error' : 'client_error';
  // An aborted response has the status that it began with.
  return outcome === 'error' ? 'server_error' : '';
}
