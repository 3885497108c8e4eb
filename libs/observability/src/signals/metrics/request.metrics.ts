import { METRICS } from '../../core';
import type { Listener, RequestObservation } from '../../core';
import type { HistogramSeries, HistogramTable } from './histogram.table';
import type { MetricsRegistry } from './metrics.registry';
import type { NumberSeries, NumberTable } from './number.table';

/** The one value of `http_route` for requests that no route matches. */
export const UNKNOWN_ROUTE = 'unknown';

/** RFC 9110 and 5789; any other word is `OTHER` (OpenTelemetry: `_OTHER`), since a client chooses it. */
const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
]);

/** The series of one route, method, status and error type; sizes only where there was a body. */
interface RequestSeries {
  readonly labels: readonly string[];
  readonly duration: HistogramSeries;
  requestSize: HistogramSeries | undefined;
  responseSize: HistogramSeries | undefined;
}

/** Counts, times and sizes of requests. */
export class RequestMetrics implements Listener<RequestObservation> {
  private readonly durations: HistogramTable;
  private readonly requestSizes: HistogramTable;
  private readonly responseSizes: HistogramTable;
  private readonly active: NumberTable;
  private readonly activeByMethod = new Map<string, NumberSeries>();
  /** By route, then by a key of method, status and outcome: two short look-ups find all series. */
  private readonly byRoute = new Map<string, Map<string, RequestSeries>>();

  constructor(registry: MetricsRegistry) {
    this.durations = registry.durations(METRICS.requestDuration);
    this.requestSizes = registry.histogram(METRICS.requestBodySize);
    this.responseSizes = registry.histogram(METRICS.responseBodySize);
    this.active = registry.numbers(METRICS.activeRequests);
  }

  begin({ method }: RequestObservation): void {
    this.activeOf(method).value += 1;
  }

  end(observation: RequestObservation): void {
    const { method, request, response, durationSeconds } = observation;
    this.activeOf(method).value -= 1;
    const series = this.seriesOf(observation);
    series.duration.record(durationSeconds);
    const sent = bytesOf(request.headers['content-length']);
    if (sent !== undefined) {
      series.requestSize ??= this.requestSizes.series(...series.labels);
      series.requestSize.record(sent);
    }
    const answered = method === 'HEAD' ? undefined : bytesOf(response.getHeader('content-length'));
    if (answered !== undefined) {
      series.responseSize ??= this.responseSizes.series(...series.labels);
      series.responseSize.record(answered);
    }
  }

  private activeOf(method: string): NumberSeries {
    const label = methodLabel(method);
    const known = this.activeByMethod.get(label);
    if (known) return known;
    const series = this.active.series(label);
    this.activeByMethod.set(label, series);
    return series;
  }

  private seriesOf(observation: RequestObservation): RequestSeries {
    const route = observation.route || UNKNOWN_ROUTE;
    const method = methodLabel(observation.method);
    const errorType = errorTypeOf(observation);
    const key = `${method} ${observation.status} ${errorType}`;
    const ofRoute = this.byRoute.get(route);
    return (
      ofRoute?.get(key) ??
      this.add(route, key, [method, route, String(observation.status), errorType])
    );
  }

  private add(route: string, key: string, labels: readonly string[]): RequestSeries {
    const series: RequestSeries = {
      labels,
      duration: this.durations.series(...labels),
      requestSize: undefined,
      responseSize: undefined,
    };
    const ofRoute = this.byRoute.get(route) ?? new Map<string, RequestSeries>();
    this.byRoute.set(route, ofRoute.set(key, series));
    return series;
  }
}

function methodLabel(method: string): string {
  return METHODS.has(method) ? method : 'OTHER';
}

function errorTypeOf({ outcome, status }: RequestObservation): string {
  if (outcome === 'aborted') return 'aborted';
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'client_error' : '';
}

function bytesOf(length: number | string | string[] | undefined): number | undefined {
  const bytes = length === undefined ? Number.NaN : Number(length);
  return Number.isFinite(bytes) ? bytes : undefined;
}
