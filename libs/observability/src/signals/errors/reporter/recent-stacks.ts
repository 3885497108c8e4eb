import { BoundedQueue, systemClock } from '../../../core';
import type { Clock } from '../../../core';
import { stackOf } from '../facts/fingerprint';

const MAX_STACKS = 20;

interface ReportedStack {
  readonly stack: string;
  readonly isLogged: boolean;
  readonly at: number;
}

/**
 * The stacks of errors that were reported or handled just now. Nest's logger is often given text and
 * stack instead of the error, so the line and the crash that follows have two objects, which are
 * recognised by their stack. Two lines, or two crashes, with the same stack are two occurrences.
 */
export class RecentStacks {
  private readonly reported = new BoundedQueue<ReportedStack>({
    drop: 'oldest',
    maxItems: MAX_STACKS,
  });

  /** @param withinMs how long the same stack is the same failure */
  constructor(
    private readonly withinMs: number,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Whether it was reported the other way: by a line, or as an uncaught error. */
  has(error: unknown, isLogged: boolean): boolean {
    const stack = stackOf(error);
    const since = this.clock.now() - this.withinMs;
    return this.reported
      .all()
      .some((one) => one.stack === stack && one.isLogged !== isLogged && one.at > since);
  }

  note(error: unknown, isLogged: boolean): void {
    const stack = stackOf(error);
    if (stack === '') return;
    this.reported.add({ stack, isLogged, at: this.clock.now() });
  }
}
