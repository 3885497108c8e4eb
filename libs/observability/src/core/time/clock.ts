/** The current time; tests pass their own. */
export interface Clock {
  /** Milliseconds that only go forward, for durations. */
  now(): number;
}

export const systemClock: Clock = { now: () => performance.now() };
