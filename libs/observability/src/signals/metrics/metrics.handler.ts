import { METRICS } from '../../core';
import type {
  CacheObservation,
  JobObservation,
  Listener,
  MeasurementObservation,
  ObservationHandler,
  OperationObservation,
  QueryObservation,
  RequestObservation,
} from '../../core';
import type { BusinessMetrics } from './business.metrics';
import { CacheMetrics } from './cache.metrics';
import { MeasurementMetrics } from './measurement.metrics';
import type { MetricsRegistry } from './metrics.registry';
import { OperationMetrics } from './operation.metrics';
import { QueryMetrics, RequestQueryMetrics } from './query.metrics';
import { RequestMetrics } from './request.metrics';

/** The metrics signal: every observation becomes numbers. */
export class MetricsHandler implements ObservationHandler {
  readonly name = 'metrics';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly measurements: Listener<MeasurementObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly queries: Listener<QueryObservation>;
  readonly caches: Listener<CacheObservation>;

  constructor(registry: MetricsRegistry, business: BusinessMetrics) {
    const requests = new RequestMetrics(registry, business.onNewRequests);
    const ofQueries = new RequestQueryMetrics(registry);
    this.requests = {
      begin: (o) => requests.begin(o),
      end: (o) => {
        requests.end(o);
        ofQueries.end(o);
      },
    };
    this.operations = new OperationMetrics(registry);
    this.measurements = new MeasurementMetrics(registry);
    const jobs = registry.durations(METRICS.jobDuration);
    this.jobs = {
      end: ({ queue, job, outcome, durationSeconds }) =>
        jobs.series(queue, job.name, outcome).record(durationSeconds),
    };
    this.queries = new QueryMetrics(registry);
    this.caches = new CacheMetrics(registry);
  }
}
