import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What many asked and got. */
export interface Answered {
  /** How many answers had each status; no answer at all counts as 0. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly slowestMs: number;
  /** The different answers, as they came, without their dates. */
  readonly texts: readonly string[];
}

export interface StormAnswers {
  readonly probes: Answered;
  /** The probes of another path that were sent now and then meanwhile. */
  readonly alongside: Answered;
}

const DEFAULTS = { path: '/health', probes: 500, alongside: '/livez', everyMs: 50 };

/** Sends many probes at once, each on a connection of its own, from a thread of their own. */
export async function probeStorm(
  base: string,
  options: Partial<typeof DEFAULTS> = {},
): Promise<StormAnswers> {
  const { hostname: host, port } = new URL(base);
  const workerData = { host, port: Number(port), ...DEFAULTS, ...options };
  const worker = new Worker(join(__dirname, 'probe-storm-worker.mjs'), { workerData });
  // The worker answers by one message of this shape.
  const [answers] = (await once(worker, 'message')) as [StormAnswers];
  await worker.terminate();
  return answers;
}
