import { systemClock } from '../time/clock';
import type { Clock } from '../time/clock';
import { LoopStopwatch } from './loop-stopwatch';

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
