import { limitedSignal } from '../../core';

/** Why a question to a database was broken off: the reason of its aborted signal. */
export class TimeIsOver extends Error {
  constructor(private readonly limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }

  /** The error of a question that waited in vain for a connection which others had. */
  asNoConnection(): Error {
    return new Error(`no free connection within ${this.limitMs} ms`);
  }
}

/** A signal that is aborted when the time is over, or with the outer one. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Takes timer and listener away. */
  clear(): void;
}

/** @param outer aborted when the whole check is over */
export function timeLimit(limitMs: number, outer: AbortSignal): TimeLimit {
  const limit = limitedSignal(limitMs, () => new TimeIsOver(limitMs));
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
