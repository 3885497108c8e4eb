import type { MetricDefinition } from './metric-definition';

/** The process, by the names of the Prometheus client guidelines; each is known to every dashboard. */
export const PROCESS_METRICS = {
  processCpuUser: {
    name: 'process_cpu_user_seconds_total',
    type: 'counter',
    help: 'CPU time that the process spent in its own code, all threads added up.',
    unit: 'seconds',
    labels: [],
  },
  processCpuSystem: {
    name: 'process_cpu_system_seconds_total',
    type: 'counter',
    help: 'CPU time that the kernel spent for the process, all threads added up.',
    unit: 'seconds',
    labels: [],
  },
  processCpu: {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: "CPU time of the process, its own and the kernel's; its rate is the number of cores in use.",
    unit: 'seconds',
    labels: [],
  },
  processStartTime: {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'When the process started, in seconds since 1970; of several processes the oldest.',
    unit: 'seconds',
    labels: [],
    aggregation: 'min',
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory of the process that is in RAM.',
    unit: 'bytes',
    labels: [],
  },
  virtualMemory: {
    name: 'process_virtual_memory_bytes',
    type: 'gauge',
    help: 'Address space that the process reserved, most of it never used.',
    unit: 'bytes',
    labels: [],
  },
  processHeap: {
    name: 'process_heap_bytes',
    type: 'gauge',
    help: 'Address space of the process for data, as the kernel counts it; not the JavaScript heap.',
    unit: 'bytes',
    labels: [],
  },
  openFds: {
    name: 'process_open_fds',
    type: 'gauge',
    help: 'Files, sockets and pipes that the process has open.',
    unit: 'descriptors',
    labels: [],
  },
  // Added up like the open ones, so that their quotient stays a share.
  maxFds: {
    name: 'process_max_fds',
    type: 'gauge',
    help: 'Files, sockets and pipes that the process may have open.',
    unit: 'descriptors',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;
