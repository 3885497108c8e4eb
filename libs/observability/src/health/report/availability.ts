import { Losses } from '../../core';

/**
 * What the app says of itself. `starting` until Nest has bootstrapped it and its start-up tasks are
 * done; `stopping` for good from the first signal, or from `app.close()`, on.
 */
export type Availability = 'starting' | 'ready' | 'not-ready' | 'stopping';

/** Hears of a change of the state. */
export type AvailabilityListener = (to: Availability, from: Availability) => void;

interface Blocker {
  readonly reason: string;
}

const NO_REASON = 'The app says so';
const STARTING: Blocker = { reason: 'The app is starting' };

/**
 * Whether the app wants requests; inject it to say that it does not for a while. Readiness obeys it,
 * liveness does not. It asks nothing and has no clock: it knows what it was told.
 */
export class AvailabilityService {
  /** What stands in the way; the oldest is the one that is named. */
  private readonly blockers = new Set<Blocker>([STARTING]);
  /** What the start waits for. */
  private readonly tasks = new Set<Blocker>();
  private readonly listeners = new Set<AvailabilityListener>();
  private manual: Blocker | undefined;
  private shutdown: Blocker | undefined;
  private isBootstrapped = false;
  private isStarted = false;
  private known: Availability = 'starting';

  constructor(private readonly losses: Losses = new Losses()) {}

  get state(): Availability {
    if (this.shutdown) return 'stopping';
    if (!this.isStarted) return 'starting';
    return this.blockers.size === 0 ? 'ready' : 'not-ready';
  }

  get isReady(): boolean {
    return this.state === 'ready';
  }

  /** Whether the app has started once; it stays so. */
  get hasStarted(): boolean {
    return this.isStarted;
  }

  /** Why the app is not ready; undefined while it is. */
  get reason(): string | undefined {
    const [first] = this.blockers;
    return (this.shutdown ?? first)?.reason;
  }

  /** Keeps requests away until `ready()`. @param reason a sentence for those who may see details */
  notReady(reason: string = NO_REASON): void {
    if (this.manual) this.blockers.delete(this.manual);
    this.manual = { reason };
    this.blockers.add(this.manual);
    this.notifyListeners();
  }

  /** Takes `notReady()` back, and what failed in `blockUntil()`; what still runs there goes on. */
  ready(): void {
    if (this.manual) this.blockers.delete(this.manual);
    this.manual = undefined;
    this.notifyListeners();
  }

  /**
   * Keeps requests away until the work is done. Work that begins while the app starts belongs to
   * the start: `/startupz` waits for it too. Work that fails leaves the app not ready until `ready()`.
   * @returns the outcome of the work; a failure is the caller's to handle
   * @example `await this.availability.blockUntil(this.cache.warmUp(), 'The cache is being filled')`
   */
  async blockUntil<T>(work: PromiseLike<T>, reason: string = NO_REASON): Promise<T> {
    const blocker: Blocker = { reason };
    this.blockers.add(blocker);
    if (!this.isStarted) this.tasks.add(blocker);
    this.notifyListeners();
    try {
      const outcome = await work;
      this.done(blocker);
      return outcome;
    } catch (error) {
      this.failed(blocker);
      throw error;
    }
  }

  /** Tells of each change from now on. @returns how to stop it */
  onChange(listener: AvailabilityListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @internal The module calls it when Nest has bootstrapped the app. */
  bootstrapped(): void {
    this.isBootstrapped = true;
    this.startIfDone();
    this.notifyListeners();
  }

  /** @internal The end has begun; there is no way back. */
  stopping(reason: string): void {
    this.shutdown ??= { reason };
    this.notifyListeners();
  }

  private done(blocker: Blocker): void {
    this.blockers.delete(blocker);
    this.tasks.delete(blocker);
    this.startIfDone();
    this.notifyListeners();
  }

  /**
   * Its reason stays until somebody says that the app is ready all the same. That stands in the way
   * before the work no longer does: in between nobody hears that the app is ready.
   */
  private failed(blocker: Blocker): void {
    this.notReady(`${blocker.reason}: failed`);
    this.done(blocker);
  }

  private startIfDone(): void {
    if (this.isStarted || !this.isBootstrapped || this.tasks.size > 0) return;
    this.isStarted = true;
    this.blockers.delete(STARTING);
  }

  private notifyListeners(): void {
    const { state, known } = this;
    if (state === known) return;
    this.known = state;
    for (const listener of this.listeners) {
      try {
        listener(state, known);
      } catch {
        this.losses.count('availability');
      }
    }
  }
}
