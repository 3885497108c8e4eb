import { METRICS } from '../../core';
import type {
  JobObservation,
  Listener,
  ObservationHandler,
  OperationObservation,
  RequestObservation,
} from '../../core';
import type { MetricsRegistry } from './metrics.registry';
import { OperationMetrics } from './operation.metrics';
import { RequestMetrics } from './request.metrics';

/** The metrics signal: every observation becomes numbers. */
export class MetricsHandler implements ObservationHandler {
  readonly name = 'metrics';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly jobs: Listener<JobObservation>;

  constructor(registry: MetricsRegistry) {
    this.requests = new RequestMetrics(registry);
    this.operations = new OperationMetrics(registry);
    const jobs = registry.durations(METRICS.jobDuration);
    this.jobs = {
      end: ({ queue, job, outcome, durationSeconds }) =>
        jobs.series(queue, job.name, outcome).record(durationSeconds),
    };
  }
}
