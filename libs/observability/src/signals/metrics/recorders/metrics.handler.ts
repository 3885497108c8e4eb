import { METRICS } from '../../../core';
import type {
  CacheObservation,
  JobObservation,
  Listener,
  MeasurementObservation,
  MessageObservation,
  ObservationHandler,
  OperationObservation,
  QueryObservation,
  RequestObservation,
  TaskObservation,
} from '../../../core';
import type { BusinessCounts } from './business-counts';
import { CacheMetrics } from './cache-metrics';
import { MeasurementMetrics } from './measurement-metrics';
import { MessageMetrics } from './message-metrics';
import type { MetricsRegistry } from '../registry/metrics.registry';
import { OperationMetrics } from './operation-metrics';
import { QueryMetrics, RequestQueryMetrics } from './query-metrics';
import { RequestMetrics } from './request-metrics';

/** Counts requests and the business events among them. */
export class BusinessRequests implements Listener<RequestObservation> {
  private readonly requests: RequestMetrics;

  /** @param isIgnored whether requests of a route or path are excluded; undefined for none */
  constructor(
    registry: MetricsRegistry,
    private readonly business: BusinessCounts,
    isIgnored: ((path: string) => boolean) | undefined,
  ) {
    this.requests = new RequestMetrics(registry, business.onNewRequests, isIgnored);
  }

  begin(observation: RequestObservation): void {
    this.requests.begin(observation);
  }

  /** @returns false if the request is excluded */
  end(observation: RequestObservation): boolean {
    if (!this.requests.end(observation)) return false;
    if (observation.route === '') this.business.unknown(observation);
    return true;
  }
}

/**
 * The metrics signal if `metrics.enabled` is false: only the app's own metrics, those of `@Timed`, `@Counted` and
 * business events.
 */
export class OwnMetricsHandler implements ObservationHandler {
  readonly name = 'metrics';
  readonly measurements: Listener<MeasurementObservation>;

  /** Omitted, not undefined: apps compile these types with exactOptionalPropertyTypes. */
  readonly requests?: BusinessRequests;

  /** @param requests undefined if no request counts as a business event */
  constructor(registry: MetricsRegistry, requests: BusinessRequests | undefined) {
    if (requests) this.requests = requests;
    this.measurements = new MeasurementMetrics(registry);
  }
}

/** The metrics signal: records every observation. */
export class MetricsHandler implements ObservationHandler {
  readonly name = 'metrics';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly measurements: Listener<MeasurementObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly messages: Listener<MessageObservation>;
  readonly tasks: Listener<TaskObservation>;
  readonly queries: Listener<QueryObservation>;
  readonly caches: Listener<CacheObservation>;

  /** @param isIgnored whether requests of a route or path are excluded; undefined for none */
  constructor(
    registry: MetricsRegistry,
    business: BusinessCounts,
    isIgnored?: (path: string) => boolean,
  ) {
    const requests = new BusinessRequests(registry, business, isIgnored);
    const ofQueries = new RequestQueryMetrics(registry);
    this.requests = {
      begin: (o) => requests.begin(o),
      end: (o) => {
        if (requests.end(o)) ofQueries.end(o);
      },
    };
    this.operations = new OperationMetrics(registry);
    this.measurements = new MeasurementMetrics(registry);
    const jobs = registry.durations(METRICS.jobDuration);
    this.jobs = {
      end: ({ queue, job, outcome, durationSeconds }) =>
        jobs.series(queue, job.name, outcome).record(durationSeconds),
    };
    this.messages = new MessageMetrics(registry);
    const tasks = registry.durations(METRICS.taskDuration);
    this.tasks = {
      end: ({ task, outcome, durationSeconds }) =>
        tasks.series(task.name, outcome).record(durationSeconds),
    };
    this.queries = new QueryMetrics(registry);
    this.caches = new CacheMetrics(registry);
  }
}
