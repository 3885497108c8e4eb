/** What is read of a job; times are milliseconds since 1970. */
export interface KnownJob {
  readonly id?: string;
  /** When it was added. */
  readonly timestamp: number;
  /** When its last attempt began. */
  readonly processedOn?: number;
  /** How long it was to be held back, in milliseconds. */
  readonly opts?: { readonly delay?: number };
  /** When it was completed or failed. */
  readonly finishedOn?: number;
}

/** What is used of a BullMQ queue. */
export interface QueueLike {
  readonly name: string;
  getJobCounts(...states: string[]): Promise<Record<string, number>>;
  getWorkersCount(): Promise<number>;
}

/** A queue whose jobs can be looked at. */
export interface ReadableQueue extends QueueLike {
  getJobs(
    states: string[],
    start: number,
    end: number,
    isAscending: boolean,
  ): Promise<(KnownJob | undefined)[]>;
}

/** The job that waits longest, and how long it has; 0 seconds when none waits. */
export async function oldestWaiting(
  queue: Pick<ReadableQueue, 'getJobs'>,
  count: number,
): Promise<{ readonly id: string | undefined; readonly seconds: number }> {
  const now = Date.now();
  let oldest = { id: undefined as string | undefined, seconds: 0 };
  for (const job of await endsOfWaiting(queue, count)) {
    const seconds = job ? waitedSeconds(job, now) : 0;
    if (job && seconds > oldest.seconds) oldest = { id: job.id, seconds };
  }
  return oldest;
}

/**
 * The jobs at both ends of those that wait. On Redis the oldest is the first one; BullMQ 6.7 on
 * PostgreSQL counts from the newest, whatever the order, so that the oldest is the last one.
 */
async function endsOfWaiting(
  queue: Pick<ReadableQueue, 'getJobs'>,
  count: number,
): Promise<(KnownJob | undefined)[]> {
  if (count === 0) return [];
  const last = count - 1;
  const first = await queue.getJobs(['waiting'], 0, 0, true);
  if (last === 0) return first;
  // One after the other: each takes a connection of the queue's pool.
  return [...first, ...(await queue.getJobs(['waiting'], last, last, false))];
}

/** When the newest of the jobs that were completed or have failed, and are kept, was finished; 0 when none is kept. */
export async function newestFinish(queue: Pick<ReadableQueue, 'getJobs'>): Promise<number> {
  const jobs = await queue.getJobs(['completed', 'failed'], 0, 0, false);
  return Math.max(0, ...jobs.map((job) => job?.finishedOn ?? 0));
}

/** Since it was added, its delay was over or its last attempt began, whichever came last. */
function waitedSeconds({ timestamp, processedOn = 0, opts }: KnownJob, now: number): number {
  const since = Math.max(timestamp + (opts?.delay ?? 0), processedOn);
  return (now - since) / 1000;
}
