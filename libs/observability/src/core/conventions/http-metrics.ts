import { DURATION_BUCKETS, SIZE_BUCKETS } from './metric-definition';
import type { MetricDefinition } from './metric-definition';

const REQUEST_LABELS = [
  'http_request_method',
  'http_route',
  'http_response_status_code',
  'error_type',
] as const;

const ROUTE_LABELS = ['http_request_method', 'http_route'] as const;

/** Requests that the server was sent. */
export const HTTP_METRICS = {
  requestDuration: {
    name: 'http_server_request_duration_seconds',
    type: 'histogram',
    help: 'Duration of HTTP requests, each counted once, whatever its outcome.',
    unit: 'seconds',
    labels: REQUEST_LABELS,
    buckets: DURATION_BUCKETS,
  },
  activeRequests: {
    name: 'http_server_active_requests',
    type: 'gauge',
    help: 'HTTP requests in progress.',
    unit: 'requests',
    labels: ['http_request_method'],
  },
  requestBodySize: {
    name: 'http_server_request_body_size_bytes',
    type: 'histogram',
    help: 'Size of HTTP request bodies as they came over the network.',
    unit: 'bytes',
    labels: REQUEST_LABELS,
    buckets: SIZE_BUCKETS,
  },
  responseBodySize: {
    name: 'http_server_response_body_size_bytes',
    type: 'histogram',
    help: 'Size of HTTP response bodies as they went over the network.',
    unit: 'bytes',
    labels: REQUEST_LABELS,
    buckets: SIZE_BUCKETS,
  },
  requestQueries: {
    name: 'http_server_request_db_queries',
    type: 'histogram',
    help: 'Database queries made for one HTTP request, of requests that made any.',
    unit: 'queries',
    labels: ROUTE_LABELS,
    buckets: [1, 2, 5, 10, 20, 50, 100, 500],
  },
  requestQueryDuration: {
    name: 'http_server_request_db_duration_seconds',
    type: 'histogram',
    help: 'Time in database queries for one HTTP request, added up, of requests that made any.',
    unit: 'seconds',
    labels: ROUTE_LABELS,
    buckets: DURATION_BUCKETS,
  },
} as const satisfies Record<string, MetricDefinition>;
