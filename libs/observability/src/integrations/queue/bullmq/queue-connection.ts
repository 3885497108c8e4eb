import { hasMethods } from '../../../core';
import { Findings, roundedMs } from '../../../health';
import { Progress } from '../progress';
import type { QueueConnection } from '../queue.indicator';
import type { QueueOptions } from '../queue.options';
import { backendOf } from './backend';
import { newestFinish, oldestWaiting } from './queue-jobs';
import type { QueueLike, ReadableQueue } from './queue-jobs';

type Thresholds = Pick<Required<QueueOptions>, 'mostJobs' | 'stalledMs'>;
type Counts = Readonly<Record<string, number | undefined>>;

const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const;

/**
 * A queue as the indicator `queue` checks it: it has workers, not too many jobs, and none waits while
 * nothing is finished. It sends one request after the other, so that it uses one connection only.
 */
export function queueConnection(queue: QueueLike, thresholds: Thresholds): QueueConnection {
  const progress = new Progress();
  const backend = backendOf(queue);
  return {
    alias: queue.name,
    subject: 'queue check',
    check: async (signal) => {
      const findings = new Findings();
      await backend?.ping(signal);
      const workers = await queue.getWorkersCount();
      noteWorkers(workers, findings);
      const counts: Counts = await queue.getJobCounts(...STATES);
      noteJobs(counts, findings, thresholds.mostJobs);
      // The missing workers are reported already; the time without progress starts when there is one.
      if (workers === 0) progress.moved(Date.now());
      else await noteStall(queue, counts, { findings, progress, stalledMs: thresholds.stalledMs });
      return findings.toFinding('');
    },
    remedy: () => backend?.remedy?.(),
  };
}

function noteWorkers(workers: number, findings: Findings): void {
  findings.note('workers', workers);
  if (workers === 0) findings.add('unhealthy', 'no active workers');
}

function noteJobs(counts: Counts, findings: Findings, mostJobs: number): void {
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = counts;
  findings.note('waiting', waiting).note('active', active).note('delayed', delayed);
  if (prioritized > 0) findings.note('prioritized', prioritized);
  // Jobs with a priority wait as well; BullMQ only keeps them apart.
  const jobs = waiting + prioritized + active;
  if (jobs > mostJobs) findings.add('degraded', `high task queue, ${jobs} jobs`);
}

interface StallCheck {
  readonly findings: Findings;
  readonly progress: Progress;
  readonly stalledMs: number;
}

async function noteStall(
  queue: QueueLike,
  { waiting = 0, prioritized = 0, completed = 0, failed = 0 }: Counts,
  { findings, progress, stalledMs }: StallCheck,
): Promise<void> {
  const oldest = waiting > 0 && isReadable(queue) ? await oldestWaiting(queue, waiting) : undefined;
  if (oldest) findings.note('oldest_waiting_seconds', roundedMs(oldest.seconds));
  const state = {
    waiting: waiting + prioritized,
    finished: completed + failed,
    oldest: oldest?.id,
  };
  const now = Date.now();
  if (progress.stillMs(state, now) < stalledMs) return;
  // Where finished jobs are removed at once, only the newest of them shows progress.
  if (isReadable(queue)) progress.moved(await newestFinish(queue));
  const stillMs = progress.stillMs(state, now);
  if (stillMs < stalledMs) return;
  findings.add('degraded', `stalled: jobs wait and none was finished for ${seconds(stillMs)} s`);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function isReadable(queue: QueueLike): queue is ReadableQueue {
  return hasMethods(queue, 'getJobs');
}
