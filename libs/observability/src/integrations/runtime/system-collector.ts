import { freemem, totalmem } from 'node:os';
import { METRICS } from '../../core';
import type { Collector } from '../../core';

/**
 * Memory of the machine. On Linux Node's free memory is the kernel's MemAvailable, caches that give
 * way included; elsewhere it is what the system calls free.
 */
export const systemCollector: Collector = {
  name: 'system memory',
  metrics: [METRICS.systemMemoryTotal, METRICS.systemMemoryUsed, METRICS.systemMemoryAvailable],
  read: (sink) => {
    const total = totalmem();
    const available = freemem();
    sink.set(METRICS.systemMemoryTotal, [], total);
    sink.set(METRICS.systemMemoryUsed, [], total - available);
    sink.set(METRICS.systemMemoryAvailable, [], available);
  },
};
