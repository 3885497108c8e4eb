import type { HealthIndicator } from '../../health';
import { DiskIndicator } from './disk.indicator';
import { EventLoopIndicator } from './event-loop.indicator';
import { MemoryIndicator } from './memory.indicator';
import type { DiskOptions, EventLoopOptions, MemoryOptions } from './runtime.options';

/** An indicator of the process itself; it may have something to measure between two checks. */
export interface RuntimeIndicator extends HealthIndicator {
  start?(): void;
  stop?(): void;
}

/** What is wanted of them. */
export interface RuntimeIndicatorsOptions {
  readonly disk: Required<DiskOptions>;
  readonly memory: Required<MemoryOptions>;
  readonly eventLoop: Required<EventLoopOptions>;
}

/** The indicators of the process and its machine that are switched on. */
export function runtimeIndicators(options: RuntimeIndicatorsOptions): RuntimeIndicator[] {
  const { disk, memory, eventLoop } = options;
  return [
    ...(disk.enabled ? [new DiskIndicator(disk)] : []),
    ...(memory.enabled ? [new MemoryIndicator(memory)] : []),
    ...(eventLoop.enabled ? [new EventLoopIndicator(eventLoop)] : []),
  ];
}
