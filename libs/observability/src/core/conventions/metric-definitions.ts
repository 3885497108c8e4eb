/** One metric, as users meet it. Everything that names a metric reads it from the table below. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly unit: 'seconds' | 'bytes' | 'requests' | 'operations' | 'records' | 'info' | 'state';
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

/** OpenTelemetry, semantic conventions for HTTP metrics: http.server.request.duration. */
export const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;
const SIZE_BUCKETS = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;

const HTTP_LABELS = [
  'http_request_method',
  'http_route',
  'http_response_status_code',
  'error_type',
] as const;

/** Every metric of the library: names, help, units, labels and buckets as data. */
export const METRICS = {
  requestDuration: {
    name: 'http_server_request_duration_seconds',
    type: 'histogram',
    help: 'Duration of HTTP requests, each counted once, whatever became of it.',
    unit: 'seconds',
    labels: HTTP_LABELS,
    buckets: DURATION_BUCKETS,
  },
  activeRequests: {
    name: 'http_server_active_requests',
    type: 'gauge',
    help: 'HTTP requests that are being worked on.',
    unit: 'requests',
    labels: ['http_request_method'],
  },
  requestBodySize: {
    name: 'http_server_request_body_size_bytes',
    type: 'histogram',
    help: 'Size of HTTP request bodies, as their Content-Length says.',
    unit: 'bytes',
    labels: HTTP_LABELS,
    buckets: SIZE_BUCKETS,
  },
  responseBodySize: {
    name: 'http_server_response_body_size_bytes',
    type: 'histogram',
    help: 'Size of HTTP response bodies, as their Content-Length says.',
    unit: 'bytes',
    labels: HTTP_LABELS,
    buckets: SIZE_BUCKETS,
  },
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
  buildInfo: {
    name: 'app_build_info',
    type: 'gauge',
    help: 'Always 1; says which program and version runs in which environment.',
    unit: 'info',
    labels: ['service', 'version', 'environment'],
  },
  lost: {
    name: 'observability_lost_total',
    type: 'counter',
    help: 'What telemetry could not record or deliver, by the part that lost it.',
    unit: 'records',
    labels: ['part'],
  },
} as const satisfies Record<string, MetricDefinition>;
