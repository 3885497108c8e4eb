/** The bounds of the pauses between attempts, in milliseconds. */
export interface BackoffLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The part of each pause that is random, so that many processes do not come back at the same moment. */
const JITTER = 0.2;

/**
 * How long to pause before the next attempt: exponential backoff with jitter. The first pause is the
 * shortest, each further one twice as long, up to the maximum; of each up to a fifth is left out at random.
 */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly limits: BackoffLimits,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether an attempt has failed since the last one that succeeded. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /**
   * Call it after each failed attempt.
   * @param maxMs another maximum for this pause
   * @returns the pause in milliseconds
   */
  next(maxMs: number = this.limits.maxMs): number {
    const pauseMs = Math.min(maxMs, this.limits.minMs * 2 ** this.failures);
    this.failures += 1;
    return pauseMs * (1 - JITTER * this.random());
  }

  /** An attempt succeeded: the next pause is the shortest again. */
  reset(): void {
    this.failures = 0;
  }
}
