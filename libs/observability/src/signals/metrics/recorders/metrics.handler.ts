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

/** Counts requests, and with them the business events that they stand for. */
export class BusinessRequests implements Listener<RequestObservation> {
  private readonly requests: RequestMetrics;

  /** @param isIgnored tells routes and paths whose requests are left out; undefined for none */
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

  /** @returns false when the request is left out */
  end(observation: RequestObservation): boolean {
    if (!this.requests.end(observation)) return false;
    if (observation.route === '') this.business.unknown(observation);
    return true;
  }
}

/**
 * All that is left of the metrics signal where it is switched off: what `@Timed` and `@Counted` declare and the
 * business events of the app are its own.
 */
export class OwnMetricsHandler implements ObservationHandler {
  readonly name = 'metrics';
  readonly measurements: Listener<MeasurementObservation>;

  /** Left out, not undefined: apps compile these types with exactOptionalPropertyTypes. */
  readonly requests?: BusinessRequests;

  /** @param requests undefined where no request stands for a business event */
  constructor(registry: MetricsRegistry, requests: BusinessRequests | undefined) {
    if (requests) this.requests = requests;
    this.measurements = new MeasurementMetrics(registry);
  }
}

/** The metrics signal: every observation becomes numbers. */
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

  /** @param isIgnored tells routes and paths whose requests are left out; undefined for none */
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
