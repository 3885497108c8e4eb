import type { Lender } from './lender';

/** What is read of a pool. */
type Held = Pick<Lender<never>, 'isHeldByApp' | 'onLent'>;

/**
 * How long the app has held every connection of a pool without using one. That is a leak, or
 * requests that wait for each other: this instance's own trouble, while a pool that is merely busy
 * lends again and again, and one whose queries wait for the server has a slow server.
 */
export class PoolExhaustion {
  private since: number | undefined;

  /** @param now in milliseconds; tests hand in their own */
  constructor(
    private readonly pool: Held,
    private readonly now: () => number = () => performance.now(),
  ) {
    pool.onLent?.(() => {
      this.since = undefined;
    });
  }

  /** Since the first look that found it so, in milliseconds; 0 while it is not. */
  exhaustedMs(): number {
    if (!this.pool.isHeldByApp?.()) {
      this.since = undefined;
      return 0;
    }
    this.since ??= this.now();
    return this.now() - this.since;
  }
}
