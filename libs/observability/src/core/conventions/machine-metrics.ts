import type { MetricDefinition } from './metric-definition';

/**
 * What surrounds the process: the machine, and the control group that bounds it. Total, used and
 * available are three metrics and not one with a label, since their sum would mean nothing.
 */
export const MACHINE_METRICS = {
  systemMemoryTotal: {
    name: 'system_memory_total_bytes',
    type: 'gauge',
    help: 'Memory of the machine; in a container that of its host.',
    unit: 'bytes',
    labels: [],
    aggregation: 'first',
  },
  systemMemoryUsed: {
    name: 'system_memory_used_bytes',
    type: 'gauge',
    help: 'Memory of the machine that is not available.',
    unit: 'bytes',
    labels: [],
    aggregation: 'first',
  },
  systemMemoryAvailable: {
    name: 'system_memory_available_bytes',
    type: 'gauge',
    help: 'Memory of the machine that is available without swapping, including reclaimable caches.',
    unit: 'bytes',
    labels: [],
    aggregation: 'first',
  },
  cgroupMemoryLimit: {
    name: 'process_cgroup_memory_limit_bytes',
    type: 'gauge',
    help: 'Memory at which the kernel kills in the control group (container) of the process; absent without a limit.',
    unit: 'bytes',
    labels: [],
    aggregation: 'first',
  },
  cgroupMemoryWorkingSet: {
    name: 'process_cgroup_memory_working_set_bytes',
    type: 'gauge',
    help: 'Memory that counts towards the limit of the control group, without reclaimable file caches; absent without a limit.',
    unit: 'bytes',
    labels: [],
    aggregation: 'max',
  },
  cgroupCpuLimit: {
    name: 'process_cgroup_cpu_limit_cores',
    type: 'gauge',
    help: 'Cores that the control group (container) of the process may use on average; absent without a limit.',
    unit: 'cores',
    labels: [],
    aggregation: 'first',
  },
} as const satisfies Record<string, MetricDefinition>;
