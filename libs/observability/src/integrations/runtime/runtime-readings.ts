import type { ReadingSource } from '../../core';
import { cgroupReadings } from './cgroup-readings';
import { EventLoopReadings } from './event-loop-readings';
import { fileReadings } from './file-readings';
import { GcReadings } from './gc-readings';
import { heapReadings } from './heap-readings';
import { nodejsReadings } from './nodejs-readings';
import { processReadings } from './process-readings';
import { systemReadings } from './system-readings';

/**
 * Every source of runtime metrics, for one application.
 * @example `runtimeReadings().forEach((source) => registry.addReadings(source))`
 */
export function runtimeReadings(): ReadingSource[] {
  return [
    processReadings(),
    fileReadings,
    systemReadings,
    cgroupReadings(),
    heapReadings,
    nodejsReadings,
    new EventLoopReadings(),
    new GcReadings(),
  ];
}
