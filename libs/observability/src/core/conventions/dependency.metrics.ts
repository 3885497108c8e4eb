import { CLIENT_DURATION_BUCKETS } from './metric-definition';
import type { MetricDefinition } from './metric-definition';

/** Databases, caches and queues, as the app uses them. */
export const DEPENDENCY_METRICS = {
  queryDuration: {
    name: 'db_client_operation_duration_seconds',
    type: 'histogram',
    help: 'Duration of database queries.',
    unit: 'seconds',
    labels: ['db_system_name', 'db_client_connection_pool_name', 'db_operation_name', 'error_type'],
    buckets: CLIENT_DURATION_BUCKETS,
  },
  poolConnections: {
    name: 'db_client_connections',
    type: 'gauge',
    help: 'Connections of a database pool by state: used or idle.',
    unit: 'connections',
    labels: ['db_client_connection_pool_name', 'db_client_connection_state'],
  },
  poolPending: {
    name: 'db_client_connection_pending_requests',
    type: 'gauge',
    help: 'Callers that wait for a connection of a database pool.',
    unit: 'requests',
    labels: ['db_client_connection_pool_name'],
  },
  poolMax: {
    name: 'db_client_connection_max',
    type: 'gauge',
    help: 'The most connections that a database pool may open.',
    unit: 'connections',
    labels: ['db_client_connection_pool_name'],
  },
  cacheDuration: {
    name: 'cache_operation_duration_seconds',
    type: 'histogram',
    help: 'Duration of operations on caches and commands of Redis; the hit ratio is a query over the outcomes hit and miss.',
    unit: 'seconds',
    labels: ['cache', 'operation', 'outcome'],
    buckets: CLIENT_DURATION_BUCKETS,
  },
  redisMemory: {
    name: 'redis_memory_used_bytes',
    type: 'gauge',
    help: 'Memory that the Redis behind a cache or client uses.',
    unit: 'bytes',
    labels: ['cache'],
    aggregation: 'max',
  },
  redisClients: {
    name: 'redis_connected_clients',
    type: 'gauge',
    help: 'Clients that are connected to the Redis behind a cache or client.',
    unit: 'clients',
    labels: ['cache'],
    aggregation: 'max',
  },
  queueJobs: {
    name: 'queue_jobs',
    type: 'gauge',
    help: 'Jobs of a queue by state.',
    unit: 'jobs',
    labels: ['queue', 'state'],
    aggregation: 'max',
  },
  queueWorkers: {
    name: 'queue_workers',
    type: 'gauge',
    help: 'Workers that are connected to a queue.',
    unit: 'workers',
    labels: ['queue'],
    aggregation: 'max',
  },
  queueOldestWaiting: {
    name: 'queue_oldest_waiting_seconds',
    type: 'gauge',
    help: 'How long the oldest waiting job of a queue has waited; 0 when none waits.',
    unit: 'seconds',
    labels: ['queue'],
    aggregation: 'max',
  },
} as const satisfies Record<string, MetricDefinition>;
