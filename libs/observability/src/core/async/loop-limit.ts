import { AsyncResource } from 'node:async_hooks';
import { loopTicker } from './loop-ticker';
import type { LoopReading, LoopWaiter } from './loop-ticker';
import { TICK_MS } from './loop-time';

/**
 * A time limit that counts loop time: a blocked event loop makes nothing late. When it is over the
 * loop gets one more turn, and after a block one more tick. Timers come first in a turn, so that
 * an answer that waits in its socket would look late otherwise.
 */
export class LoopLimit implements LoopWaiter {
  dueMs = 0;
  private readonly begin: LoopReading;
  private readonly over: () => void;
  private end: LoopReading | undefined;
  private expiry: NodeJS.Immediate | undefined;
  private isLastTick = false;

  /** @param over called once, unless the limit is cleared before */
  constructor(limitMs: number, over: () => void) {
    // The ticker runs in no request's context.
    this.over = AsyncResource.bind(over);
    this.begin = loopTicker.enter(this, limitMs);
  }

  /** How long something blocked the event loop meanwhile, in milliseconds. */
  get blockedMs(): number {
    return (this.end ?? loopTicker.reading).blockedMs - this.begin.blockedMs;
  }

  /** Nothing is called any more. */
  clear(): void {
    this.leave();
    clearImmediate(this.expiry);
  }

  due(turnedMs: number, wasBlocked: boolean): void {
    if (wasBlocked && !this.isLastTick) {
      this.isLastTick = true;
      this.dueMs = turnedMs + TICK_MS;
      return;
    }
    this.leave();
    this.expiry = setImmediate(this.over);
  }

  private leave(): void {
    this.end ??= loopTicker.reading;
    loopTicker.leave(this);
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
