import { DURATION_BUCKETS } from './metric-definition';
import type { MetricDefinition } from './metric-definition';

/** Monitored methods, queue jobs, messages and scheduled tasks. */
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
  messageDuration: {
    name: 'message_duration_seconds',
    type: 'histogram',
    help: 'Duration of messages to microservices and WebSocket gateways, each counted once.',
    unit: 'seconds',
    labels: ['transport', 'pattern', 'error_type'],
    buckets: DURATION_BUCKETS,
  },
  taskDuration: {
    name: 'scheduled_task_duration_seconds',
    type: 'histogram',
    help: 'Duration of the runs of @Cron, @Interval and @Timeout methods by outcome.',
    unit: 'seconds',
    labels: ['task', 'outcome'],
    buckets: DURATION_BUCKETS,
  },
} as const satisfies Record<string, MetricDefinition>;
