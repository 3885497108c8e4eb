import { LoopWatch } from './loop-watch';

/** What the harness may ask of the server under test. */
export type Question = 'usage' | 'watch' | 'unwatch';

/** What it gets: everything a phase reads, in one answer. */
export interface Answer {
  /** User and system time of the whole process so far, in microseconds. */
  readonly cpuMicros: number;
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** Longest hold of the event loop since `watch`, in milliseconds. */
  readonly holdMs: number;
}

/** The first message of a server. */
export interface Ready {
  readonly port: number;
  /** Where the bare app listens that was asked for beside the variant. */
  readonly barePort?: number;
}

/**
 * Answers over IPC, not over HTTP: a question must not become one of the measured requests.
 * @param ready where the app listens
 */
export function answerHarness(ready: Ready): void {
  const loop = new LoopWatch();
  process.on('message', (question: Question) => {
    if (question === 'watch') loop.start();
    const holdMs = question === 'unwatch' ? loop.stop() : 0;
    const { user, system } = process.cpuUsage();
    const { rss } = process.memoryUsage();
    process.send?.({ cpuMicros: user + system, rss, holdMs } satisfies Answer);
  });
  process.on('disconnect', () => process.exit());
  process.send?.(ready);
}
