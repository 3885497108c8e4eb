import { LoopStopwatch } from '../../core';
import type { Lender, PoolUse } from './lender';
import { isAtRest } from './raw-connection';

/** What is read of a pool. */
type Watched = Pick<Lender<never>, 'use' | 'onLent'>;

/** How long the exhaustion of a pool is measured after the last probe, in milliseconds. */
const UNWATCHED_MS = 60_000;
/** The only connection of a pool may be held on purpose: for LISTEN, or with a lock. */
const MIN_MAX = 2;

/**
 * How long the app has held every connection of a pool without using one, while its own callers wait.
 * That is a leak, or requests that wait for each other: this instance's own trouble, while a pool that
 * is merely busy lends again and again, and one whose queries wait for the server has a slow server.
 */
export class PoolExhaustion {
  private lasting: LoopStopwatch | undefined;
  /** Held here, since the pool does not. */
  private readonly onLent = (): void => this.end();

  constructor(private readonly pool: Watched) {
    pool.onLent?.(this.onLent);
  }

  /** Since the first probe that saw a caller wait, in milliseconds of loop time; 0 while it is not. */
  exhaustedMs(): number {
    const use = this.pool.use?.();
    if (!use || !isHeldAtRest(use)) {
      this.end();
      return 0;
    }
    if (this.lasting?.isStopped) this.lasting = undefined;
    if (!this.lasting && use.waiting > 0) this.lasting = new LoopStopwatch(UNWATCHED_MS);
    return this.lasting?.look() ?? 0;
  }

  private end(): void {
    this.lasting?.stop();
    this.lasting = undefined;
  }
}

function isHeldAtRest({ max, lent }: PoolUse): boolean {
  return max >= MIN_MAX && lent.length >= max && lent.every(isAtRest);
}
