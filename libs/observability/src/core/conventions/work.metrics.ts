import { DURATION_BUCKETS } from './metric-definition';
import type { MetricDefinition } from './metric-definition';

/** Monitored methods and queue jobs. */
export const WORK_METRICS = {
  operationDuration: {
    name: 'operation_duration_seconds',
    type: 'histogram',
    help: 'Duration of @Monitored methods by outcome.',
    unit: 'seconds',
    labels: ['operation', 'outcome'],
    buckets: DURATION_BUCKETS,
  },
  operationCalls: {
    name: 'operation_calls_total',
    type: 'counter',
    help: 'Finished calls of @Monitored methods by outcome.',
    unit: 'operations',
    labels: ['operation', 'outcome'],
  },
  operationsInFlight: {
    name: 'operation_in_flight',
    type: 'gauge',
    help: 'Calls of @Monitored methods that have not finished.',
    unit: 'operations',
    labels: ['operation'],
  },
  jobDuration: {
    name: 'queue_job_duration_seconds',
    type: 'histogram',
    help: 'Duration of queue jobs by outcome, each attempt counted.',
    unit: 'seconds',
    labels: ['queue', 'job', 'outcome'],
    buckets: DURATION_BUCKETS,
  },
} as const satisfies Record<string, MetricDefinition>;
