import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { METRICS } from '../../core';
import type { MetricSink, Collector } from '../../core';

/** The heap of JavaScript, and what its objects hold outside it. */
export const heapCollector: Collector = {
  name: 'heap',
  metrics: [
    METRICS.heapTotal,
    METRICS.heapUsed,
    METRICS.heapLimit,
    METRICS.externalMemory,
    METRICS.arrayBuffers,
    METRICS.heapSpaceTotal,
    METRICS.heapSpaceUsed,
    METRICS.heapSpaceAvailable,
  ],
  read: (sink) => {
    readHeap(sink);
    readSpaces(sink);
  },
};

function readHeap(sink: MetricSink): void {
  const { heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  sink.set(METRICS.heapTotal, [], heapTotal);
  sink.set(METRICS.heapUsed, [], heapUsed);
  sink.set(METRICS.heapLimit, [], getHeapStatistics().heap_size_limit);
  sink.set(METRICS.externalMemory, [], external);
  sink.set(METRICS.arrayBuffers, [], arrayBuffers);
}

function readSpaces(sink: MetricSink): void {
  for (const space of getHeapSpaceStatistics()) {
    const labels = [space.space_name.replace(/_space$/, '')];
    sink.set(METRICS.heapSpaceTotal, labels, space.space_size);
    sink.set(METRICS.heapSpaceUsed, labels, space.space_used_size);
    sink.set(METRICS.heapSpaceAvailable, labels, space.space_available_size);
  }
}
