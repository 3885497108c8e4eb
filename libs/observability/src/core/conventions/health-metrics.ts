import { CLIENT_DURATION_BUCKETS } from './metric-definition';
import type { MetricDefinition } from './metric-definition';

/**
 * Health, as the checks found it. A status is one series of three, of which one is 1: no one has to
 * know what a 2 means, and their sums over instances count the instances in each status.
 */
export const HEALTH_METRICS = {
  healthStatus: {
    name: 'health_status',
    type: 'gauge',
    help: '1 for the status that a health check has (healthy, degraded or unhealthy), 0 for the others.',
    unit: 'checks',
    labels: ['check', 'status'],
    aggregation: 'max',
  },
  healthStatusChanges: {
    name: 'health_status_changes_total',
    type: 'counter',
    help: 'Changes of the status of a health check, by the status that it changed to.',
    unit: 'changes',
    labels: ['check', 'to'],
  },
  healthCheckDuration: {
    name: 'health_check_duration_seconds',
    type: 'histogram',
    help: 'Duration of health checks.',
    unit: 'seconds',
    labels: ['check'],
    buckets: CLIENT_DURATION_BUCKETS,
  },
  appReady: {
    name: 'app_ready',
    type: 'gauge',
    help: '1 while the app is ready to take requests, else 0.',
    unit: 'instances',
    labels: [],
    aggregation: 'min',
  },
} as const satisfies Record<string, MetricDefinition>;
