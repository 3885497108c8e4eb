import { LoopStopwatch } from '../../core';
import type { PoolAdapter, PoolUsage } from './pool-adapter';
import { isAtRest } from './raw-connection';

/** The part of a pool adapter that is read. */
type Watched = Pick<PoolAdapter<never>, 'usage' | 'onAcquire'>;

/** How long the exhaustion of a pool is measured after the last probe, in milliseconds. */
const UNWATCHED_MS = 60_000;
/** The only connection of a pool may be held on purpose: for LISTEN, or with a lock. */
const MIN_MAX = 2;

/**
 * How long the app has held every connection of a pool without using one, while its own callers wait.
 * That is a leak or a deadlock of this instance. A pool that is merely busy keeps handing out connections,
 * and one whose queries wait for the server has a slow server.
 */
export class PoolExhaustion {
  private lasting: LoopStopwatch | undefined;
  /** Referenced here, because the pool references it weakly. */
  private readonly onAcquire = (): void => this.end();

  /** @param isOwnWaiting whether our own check is among the callers that wait */
  constructor(
    private readonly pool: Watched,
    private readonly isOwnWaiting: () => boolean,
  ) {
    pool.onAcquire(this.onAcquire);
  }

  /** Since the first probe that saw a caller wait, in milliseconds of loop time; 0 while it is not. */
  exhaustedMs(): number {
    const use = this.pool.usage();
    if (!isHeldAtRest(use)) {
      this.end();
      return 0;
    }
    if (this.lasting?.isStopped) this.lasting = undefined;
    const others = use.waiting - (this.isOwnWaiting() ? 1 : 0);
    if (!this.lasting && others > 0) this.lasting = new LoopStopwatch(UNWATCHED_MS);
    return this.lasting?.look() ?? 0;
  }

  private end(): void {
    this.lasting?.stop();
    this.lasting = undefined;
  }
}

function isHeldAtRest({ max, inUse }: PoolUsage): boolean {
  return max >= MIN_MAX && inUse.length >= max && inUse.every(isAtRest);
}
