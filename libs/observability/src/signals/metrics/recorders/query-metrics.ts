import { METRICS } from '../../../core';
import type { Listener, QueryObservation, RequestObservation } from '../../../core';
import type { HistogramSeries, HistogramTable } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';
import { METHODS, methodOf } from './request-methods';
import { UNKNOWN_ROUTE } from './request-metrics';

type Database = QueryObservation['database'];

/** Durations of database queries. */
export class QueryMetrics implements Listener<QueryObservation> {
  private readonly durations: HistogramTable;
  /** By database, then by operation, so that a query builds no key. */
  private readonly known = new WeakMap<Database, Map<string, HistogramSeries>>();

  constructor(registry: MetricsRegistry) {
    this.durations = registry.histogram(METRICS.queryDuration);
  }

  end({ database, operation, failed, durationSeconds, context }: QueryObservation): void {
    const series = failed
      ? this.durations.series(database.system, database.alias, operation, 'error')
      : this.seriesOf(database, operation);
    if (context?.sampled) series.recordTraced(durationSeconds, context);
    else series.record(durationSeconds);
  }

  private seriesOf(database: Database, operation: string): HistogramSeries {
    const ofDatabase = this.known.get(database);
    return ofDatabase?.get(operation) ?? this.add(database, operation);
  }

  private add(database: Database, operation: string): HistogramSeries {
    const series = this.durations.series(database.system, database.alias, operation, '');
    const ofDatabase = this.known.get(database) ?? new Map<string, HistogramSeries>();
    this.known.set(database, ofDatabase.set(operation, series));
    return series;
  }
}

/** How many queries a request made, and the time in them. */
export class RequestQueryMetrics implements Listener<RequestObservation> {
  private readonly queries: HistogramTable;
  private readonly durations: HistogramTable;

  constructor(registry: MetricsRegistry) {
    this.queries = registry.histogram(METRICS.requestQueries);
    this.durations = registry.durations(METRICS.requestQueryDuration);
  }

  end({ context, method, route }: RequestObservation): void {
    if (context.queries === 0) return;
    const labels = [METHODS[methodOf(method)]!, route || UNKNOWN_ROUTE] as const;
    this.queries.series(...labels).record(context.queries);
    this.durations.series(...labels).record(context.querySeconds);
  }
}
