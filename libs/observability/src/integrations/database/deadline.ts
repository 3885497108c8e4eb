import { limitedSignal } from '../../core';

/** A database did not answer in time: the reason of the aborted signal. */
export class DeadlineError extends Error {
  constructor(private readonly limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }

  /** The error of a query that got no connection, because others held all of them. */
  asNoFreeConnection(): Error {
    return new Error(`no free connection within ${this.limitMs} ms`);
  }
}

/** A signal that is aborted at the deadline, or with the outer one. */
export interface DeadlineSignal {
  readonly signal: AbortSignal;
  /** Removes timer and listener. */
  clear(): void;
}

/** @param outer aborted at the deadline of the whole check */
export function deadlineSignal(limitMs: number, outer: AbortSignal): DeadlineSignal {
  const limit = limitedSignal(limitMs, () => new DeadlineError(limitMs));
  outer.addEventListener('abort', limit.end);
  if (outer.aborted) limit.end();
  return {
    signal: limit.signal,
    clear: () => {
      limit.clear();
      outer.removeEventListener('abort', limit.end);
    },
  };
}
