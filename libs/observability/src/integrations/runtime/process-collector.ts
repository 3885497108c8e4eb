import { performance } from 'node:perf_hooks';
import { METRICS } from '../../core';
import type { MetricSink, Collector } from '../../core';
import { setKnown } from './known';
import { bytesIn } from './proc';
import { readKernelFile } from '../../core';
import type { ReadText } from '../../core';

const MICROSECONDS = 1e6;
const MS_PER_SECOND = 1000;

/** CPU time and memory of the process. */
export function processCollector(read: ReadText = readKernelFile): Collector {
  return {
    name: 'process',
    metrics: [
      METRICS.processCpuUser,
      METRICS.processCpuSystem,
      METRICS.processCpu,
      METRICS.processStartTime,
      METRICS.residentMemory,
      METRICS.virtualMemory,
      METRICS.processHeap,
    ],
    read: (sink) => {
      sink.set(METRICS.processStartTime, [], performance.timeOrigin / MS_PER_SECOND);
      readCpu(sink);
      readMemory(sink, read('/proc/self/status') ?? '');
    },
  };
}

function readCpu(sink: MetricSink): void {
  const { user, system } = process.cpuUsage();
  sink.set(METRICS.processCpuUser, [], user / MICROSECONDS);
  sink.set(METRICS.processCpuSystem, [], system / MICROSECONDS);
  sink.set(METRICS.processCpu, [], (user + system) / MICROSECONDS);
}

function readMemory(sink: MetricSink, status: string): void {
  sink.set(METRICS.residentMemory, [], process.memoryUsage.rss());
  setKnown(sink, METRICS.virtualMemory, bytesIn(status, 'VmSize'));
  setKnown(sink, METRICS.processHeap, bytesIn(status, 'VmData'));
}
