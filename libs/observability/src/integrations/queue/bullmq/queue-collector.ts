import { METRICS } from '../../../core';
import type { MetricSink, Collector } from '../../../core';
import { oldestWaiting } from './queue-jobs';
import type { ReadableQueue } from './queue-jobs';

const { queueJobs, queueWorkers, queueOldestWaiting } = METRICS;

/** Reads a queue at each scrape: its jobs by state, its workers, how long the oldest job has waited. */
export function queueCollector(queue: ReadableQueue): Collector {
  return {
    name: `the queue "${queue.name}"`,
    metrics: [queueJobs, queueWorkers, queueOldestWaiting],
    async read(sink) {
      await Promise.all([readJobs(queue, sink), readWorkers(queue, sink)]);
    },
  };
}

async function readJobs(queue: ReadableQueue, sink: MetricSink): Promise<void> {
  const counts = await queue.getJobCounts();
  for (const [state, count] of Object.entries(counts)) {
    sink.set(queueJobs, [queue.name, state], count);
  }
  const oldest = await oldestWaiting(queue, counts['waiting'] ?? 0);
  sink.set(queueOldestWaiting, [queue.name], oldest.seconds);
}

async function readWorkers(queue: ReadableQueue, sink: MetricSink): Promise<void> {
  sink.set(queueWorkers, [queue.name], await queue.getWorkersCount());
}
