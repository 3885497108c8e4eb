import { LoopStopwatch } from './loop-stopwatch';
import { TICK_MS } from './loop-time';

/** Timers count whole milliseconds: what is left below that has passed. */
const PASSED_MS = 1;

/**
 * A time limit that counts loop time: a blocked event loop makes nobody late. When it is over the
 * loop gets one more turn, and after a block one more tick. Timers come first in a turn, so that
 * an answer that waits in its socket would look late otherwise.
 */
export class LoopLimit {
  private readonly stopwatch: LoopStopwatch;
  private verdict: NodeJS.Immediate | undefined;
  private isLastTick = false;

  /** @param over called once, unless the limit is cleared before */
  constructor(
    private readonly limitMs: number,
    private readonly over: () => void,
  ) {
    this.stopwatch = new LoopStopwatch(Math.min(TICK_MS, limitMs), (turnedMs, wasBlocked) =>
      this.next(turnedMs, wasBlocked),
    );
  }

  /** How long something blocked the event loop meanwhile, in milliseconds. */
  get blockedMs(): number {
    return this.stopwatch.blockedMs;
  }

  /** Nothing is called any more. */
  clear(): void {
    this.stopwatch.stop();
    clearImmediate(this.verdict);
  }

  private next(turnedMs: number, wasBlocked: boolean): number | undefined {
    const leftMs = this.limitMs - turnedMs;
    if (leftMs >= PASSED_MS) return Math.min(TICK_MS, leftMs);
    if (wasBlocked && !this.isLastTick) {
      this.isLastTick = true;
      return TICK_MS;
    }
    this.stopwatch.stop();
    this.verdict = setImmediate(this.over);
    return undefined;
  }
}

/** A signal that is aborted when a limit is over. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** Aborts it before. */
  end(): void;
  /** Takes the timer away. */
  clear(): void;
}

/** As `AbortSignal.timeout`, in loop time. @param reason made when the signal is aborted */
export function limitedSignal(limitMs: number, reason?: () => Error): LimitedSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort(reason?.());
  const limit = new LoopLimit(limitMs, end);
  return { signal: controller.signal, end, clear: () => limit.clear() };
}
