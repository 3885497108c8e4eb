import { loopTicker } from './loop-ticker';
import type { LoopReading, LoopWaiter } from './loop-ticker';

/** The current time; tests pass their own. */
export interface Clock {
  /** Milliseconds that only go forward, for durations. */
  now(): number;
}

export const systemClock: Clock = { now: () => performance.now() };

/** Measures loop time until it is stopped. */
export class LoopStopwatch implements LoopWaiter {
  dueMs = Number.POSITIVE_INFINITY;
  private readonly begin: LoopReading;
  private end: LoopReading | undefined;

  /** @param idleMs it stops when it has not been read for this long. @default never */
  constructor(private readonly idleMs = Number.POSITIVE_INFINITY) {
    this.begin = loopTicker.enter(this, idleMs);
  }

  /** How long the event loop turned, in milliseconds; it goes on for some time more. */
  look(): number {
    this.dueMs = this.now.turnedMs + this.idleMs;
    return this.turnedMs;
  }

  /** How long the event loop turned, in milliseconds. */
  get turnedMs(): number {
    return this.now.turnedMs - this.begin.turnedMs;
  }

  get isStopped(): boolean {
    return this.end !== undefined;
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

  due(): void {
    this.stop();
  }

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

/**
 * A clock that stands still while something blocks the event loop. It notices that only while it
 * is held, and has no timer otherwise.
 */
export class LoopClock implements Clock {
  private readonly holders = new Set<object>();
  private stopwatch: LoopStopwatch | undefined;
  private blockedBeforeMs = 0;

  constructor(private readonly clock: Clock = systemClock) {}

  now(): number {
    return this.clock.now() - this.blockedBeforeMs - (this.stopwatch?.blockedMs ?? 0);
  }

  /** Notices from now on what blocks the loop. @returns how to end that */
  hold(): () => void {
    const holder = {};
    this.holders.add(holder);
    this.stopwatch ??= new LoopStopwatch();
    return () => this.release(holder);
  }

  private release(holder: object): void {
    this.holders.delete(holder);
    if (this.holders.size > 0 || !this.stopwatch) return;
    this.stopwatch.stop();
    this.blockedBeforeMs += this.stopwatch.blockedMs;
    this.stopwatch = undefined;
  }
}
