import type { MetricDefinition } from './metric-definition';

/** Node.js and its heap, by the names that dashboards for prom-client's default metrics know. */
export const NODEJS_METRICS = {
  nodeVersion: {
    name: 'nodejs_version_info',
    type: 'gauge',
    help: 'Always 1; says which version of Node.js runs.',
    unit: 'info',
    labels: ['version', 'major', 'minor', 'patch'],
    aggregation: 'first',
  },
  // No `nodejs_active_resources_total`: it would be a gauge by the name of a counter, and is the sum of these.
  activeResources: {
    name: 'nodejs_active_resources',
    type: 'gauge',
    help: 'Sockets, timers and other things that keep the process alive, by type.',
    unit: 'resources',
    labels: ['type'],
  },
  heapTotal: {
    name: 'nodejs_heap_size_total_bytes',
    type: 'gauge',
    help: 'Memory that V8 has reserved for the JavaScript heap.',
    unit: 'bytes',
    labels: [],
  },
  heapUsed: {
    name: 'nodejs_heap_size_used_bytes',
    type: 'gauge',
    help: 'Memory of the JavaScript heap that is in use, including garbage that is not collected yet.',
    unit: 'bytes',
    labels: [],
  },
  heapLimit: {
    name: 'nodejs_heap_size_limit_bytes',
    type: 'gauge',
    help: 'Size of the JavaScript heap at which the process runs out of memory.',
    unit: 'bytes',
    labels: [],
  },
  externalMemory: {
    name: 'nodejs_external_memory_bytes',
    type: 'gauge',
    help: 'Memory outside the heap that JavaScript objects hold, including buffers.',
    unit: 'bytes',
    labels: [],
  },
  arrayBuffers: {
    name: 'nodejs_array_buffers_bytes',
    type: 'gauge',
    help: 'Memory of buffers; a part of the external memory.',
    unit: 'bytes',
    labels: [],
  },
  heapSpaceTotal: {
    name: 'nodejs_heap_space_size_total_bytes',
    type: 'gauge',
    help: 'Memory that V8 holds for each space of the heap.',
    unit: 'bytes',
    labels: ['space'],
  },
  heapSpaceUsed: {
    name: 'nodejs_heap_space_size_used_bytes',
    type: 'gauge',
    help: 'Memory of each space of the heap that is in use.',
    unit: 'bytes',
    labels: ['space'],
  },
  heapSpaceAvailable: {
    name: 'nodejs_heap_space_size_available_bytes',
    type: 'gauge',
    help: 'Memory of each space of the heap that is free.',
    unit: 'bytes',
    labels: ['space'],
  },
  gcDuration: {
    name: 'nodejs_gc_duration_seconds',
    type: 'histogram',
    help: 'Duration of garbage collections by kind: major, minor, incremental, weakcb or other.',
    unit: 'seconds',
    labels: ['kind'],
    buckets: [0.001, 0.01, 0.1, 1, 2, 5],
  },
} as const satisfies Record<string, MetricDefinition>;
