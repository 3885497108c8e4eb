import type { Collector } from '../../core';
import { cgroupCollector } from './cgroup-collector';
import { EventLoopCollector } from './event-loop-collector';
import { fileCollector } from './file-collector';
import { GcCollector } from './gc-collector';
import { heapCollector } from './heap-collector';
import { nodejsCollector } from './nodejs-collector';
import { processCollector } from './process-collector';
import { systemCollector } from './system-collector';

/**
 * Every source of runtime metrics, for one application.
 * @example `runtimeCollectors().forEach((source) => registry.addCollector(source))`
 */
export function runtimeCollectors(): Collector[] {
  return [
    processCollector(),
    fileCollector,
    systemCollector,
    cgroupCollector(),
    heapCollector,
    nodejsCollector,
    new EventLoopCollector(),
    new GcCollector(),
  ];
}
