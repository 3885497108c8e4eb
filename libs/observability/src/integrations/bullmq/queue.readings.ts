import { METRICS } from '../../core';
import type { MetricSink, ReadingSource } from '../../core';
import type { QueueLike } from './bullmq.indicator';

/** What is read of a job that waits; times are milliseconds since 1970. */
export interface WaitingJob {
  /** When it was added. */
  readonly timestamp: number;
  /** When its last attempt began. */
  readonly processedOn?: number;
  /** How long it was to be held back, in milliseconds. */
  readonly opts?: { readonly delay?: number };
}

/** A queue whose jobs can be looked at. */
export interface ReadableQueue extends QueueLike {
  getJobs(
    states: string[],
    start: number,
    end: number,
    isAscending: boolean,
  ): Promise<(WaitingJob | undefined)[]>;
}

const { queueJobs, queueWorkers, queueOldestWaiting } = METRICS;

/** Reads a queue at each scrape: its jobs by state, its workers, how long the oldest job has waited. */
export function queueReading(queue: ReadableQueue): ReadingSource {
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
  const waiting = await endsOfWaiting(queue, counts['waiting'] ?? 0);
  const now = Date.now();
  const waited = waiting.map((job) => (job ? waitedSeconds(job, now) : 0));
  sink.set(queueOldestWaiting, [queue.name], Math.max(0, ...waited));
}

async function readWorkers(queue: ReadableQueue, sink: MetricSink): Promise<void> {
  sink.set(queueWorkers, [queue.name], await queue.getWorkersCount());
}

/**
 * The jobs at both ends of those that wait. On Redis the oldest is the first one; BullMQ 6.7 on
 * PostgreSQL counts from the newest, whatever the order, so that the oldest is the last one.
 */
async function endsOfWaiting(
  queue: ReadableQueue,
  count: number,
): Promise<(WaitingJob | undefined)[]> {
  if (count === 0) return [];
  const last = count - 1;
  const first = queue.getJobs(['waiting'], 0, 0, true);
  if (last === 0) return first;
  return (await Promise.all([first, queue.getJobs(['waiting'], last, last, false)])).flat();
}

/** Since it was added, its delay was over or its last attempt began, whichever came last. */
function waitedSeconds({ timestamp, processedOn = 0, opts }: WaitingJob, now: number): number {
  const since = Math.max(timestamp + (opts?.delay ?? 0), processedOn);
  return (now - since) / 1000;
}
