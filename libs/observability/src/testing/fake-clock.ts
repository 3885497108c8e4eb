import type { Clock } from '../core';

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  private milliseconds = 0;

  now(): number {
    return this.milliseconds;
  }

  /** Advances the clock. */
  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}
