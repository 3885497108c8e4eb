import { loopTicker } from './loop-ticker';
import type { LoopReading, LoopWaiter } from './loop-ticker';

/** Measures loop time until it is stopped. */
export class LoopStopwatch implements LoopWaiter {
  dueMs = Number.POSITIVE_INFINITY;
  private readonly begin: LoopReading;
  private end: LoopReading | undefined;

  constructor() {
    this.begin = loopTicker.enter(this, Number.POSITIVE_INFINITY);
  }

  /** How long the event loop turned, in milliseconds. */
  get turnedMs(): number {
    return this.now.turnedMs - this.begin.turnedMs;
  }

  /** How long something blocked it, in milliseconds. */
  get blockedMs(): number {
    return this.now.blockedMs - this.begin.blockedMs;
  }

  /** It stands still from now on. */
  stop(): void {
    this.end ??= loopTicker.reading;
    loopTicker.leave(this);
  }

  due(): void {}

  private get now(): LoopReading {
    return this.end ?? loopTicker.reading;
  }
}

/** How long the work takes, in milliseconds of loop time: a blocked loop makes no dependency slow. */
export async function loopTimeOf(work: () => Promise<unknown>): Promise<number> {
  const stopwatch = new LoopStopwatch();
  try {
    await work();
    return stopwatch.turnedMs;
  } finally {
    stopwatch.stop();
  }
}
