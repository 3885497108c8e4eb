import { METRICS } from '../../core';
import type { Collector } from '../../core';
import { findCgroup } from './cgroup';
import { cpuLimitOf, memoryLimitOf } from './cgroup-limits';
import { setKnown } from './known';
import { readKernelFile } from '../../core';
import type { ReadText } from '../../core';

/**
 * The limits of the container, or whichever control group the process is in. The group is looked
 * for once, its limits are read each time: Kubernetes can change them while the process runs.
 */
export function cgroupCollector(read: ReadText = readKernelFile): Collector {
  const memory = findCgroup('memory', read);
  const cpu = findCgroup('cpu', read);
  return {
    name: 'control group',
    metrics: [METRICS.cgroupMemoryLimit, METRICS.cgroupMemoryWorkingSet, METRICS.cgroupCpuLimit],
    read: (sink) => {
      const limit = memory && memoryLimitOf(memory, read);
      setKnown(sink, METRICS.cgroupMemoryLimit, limit?.bytes);
      setKnown(sink, METRICS.cgroupMemoryWorkingSet, limit?.workingSetBytes);
      setKnown(sink, METRICS.cgroupCpuLimit, cpu && cpuLimitOf(cpu, read));
    },
  };
}
