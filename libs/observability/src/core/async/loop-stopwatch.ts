import { LoopTime, TICK_MS } from './loop-time';

/** Decides when to tick next, in milliseconds; undefined ends the ticking. */
export type NextTick = (turnedMs: number, wasBlocked: boolean) => number | undefined;

/**
 * Measures loop time until it is stopped. Its timers keep no process alive, and there are none
 * but while something is measured.
 */
export class LoopStopwatch {
  private readonly time = new LoopTime(performance.now());
  private timer: NodeJS.Timeout | undefined;
  private stoppedAt: number | undefined;

  /** @param next hears of each tick but the first, which comes after `firstMs` */
  constructor(
    firstMs = TICK_MS,
    private readonly next: NextTick = () => TICK_MS,
  ) {
    this.arm(firstMs);
  }

  /** How long the event loop turned, in milliseconds. */
  get turnedMs(): number {
    return this.time.turnedMs(this.now);
  }

  /** How long something blocked it, in milliseconds. */
  get blockedMs(): number {
    return this.time.blockedMs(this.now);
  }

  /** It stands still from now on. */
  stop(): void {
    this.stoppedAt ??= performance.now();
    clearTimeout(this.timer);
  }

  private get now(): number {
    return this.stoppedAt ?? performance.now();
  }

  private arm(delayMs: number): void {
    this.timer = setTimeout(() => this.tick(), delayMs);
    this.timer.unref();
  }

  private tick(): void {
    const now = performance.now();
    const wasBlocked = this.time.tick(now);
    const delayMs = this.next(this.time.turnedMs(now), wasBlocked);
    if (delayMs !== undefined) this.arm(delayMs);
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
