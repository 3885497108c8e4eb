import { Drops } from '../../core';

/**
 * The app's own state. `starting` until Nest has bootstrapped the app and its start-up tasks are
 * done; permanently `stopping` from the first signal or from `app.close()` on.
 */
export type Availability = 'starting' | 'ready' | 'not-ready' | 'stopping';

/** Called when the state changes. */
export type AvailabilityListener = (to: Availability, from: Availability) => void;

interface Blocker {
  readonly reason: string;
}

const NO_REASON = 'The app reports that it is not ready';
const STARTING: Blocker = { reason: 'The app is starting' };

/**
 * Whether the app accepts requests; inject it to make the app not ready for a while. It affects
 * readiness, not liveness. It runs no checks and has no clock: the app sets its state.
 */
export class AvailabilityService {
  /** What prevents readiness; the reason of the oldest one is reported. */
  private readonly blockers = new Set<Blocker>([STARTING]);
  /** Work that start-up waits for. */
  private readonly tasks = new Set<Blocker>();
  private readonly listeners = new Set<AvailabilityListener>();
  private manual: Blocker | undefined;
  private shutdown: Blocker | undefined;
  private isBootstrapped = false;
  private isStarted = false;
  private known: Availability = 'starting';

  constructor(private readonly drops: Drops = new Drops()) {}

  get state(): Availability {
    if (this.shutdown) return 'stopping';
    if (!this.isStarted) return 'starting';
    return this.blockers.size === 0 ? 'ready' : 'not-ready';
  }

  get isReady(): boolean {
    return this.state === 'ready';
  }

  /** Whether the app has started; it never reverts to false. */
  get hasStarted(): boolean {
    return this.isStarted;
  }

  /** Why the app is not ready; undefined while it is. */
  get reason(): string | undefined {
    const [first] = this.blockers;
    return (this.shutdown ?? first)?.reason;
  }

  /** Fails readiness until `ready()`. @param reason a sentence, shown to clients that may see details */
  notReady(reason: string = NO_REASON): void {
    if (this.manual) this.blockers.delete(this.manual);
    this.manual = { reason };
    this.blockers.add(this.manual);
    this.notifyListeners();
  }

  /** Reverts `notReady()` and failures of `blockUntil()`; work that still runs there continues to block. */
  ready(): void {
    if (this.manual) this.blockers.delete(this.manual);
    this.manual = undefined;
    this.notifyListeners();
  }

  /**
   * Fails readiness until the work is done. Work that begins while the app starts is part of the
   * start: `/startupz` waits for it too. Work that fails leaves the app not ready until `ready()`.
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

  /** Calls the listener on each change. @returns a function that unsubscribes it */
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

  /** @internal The shutdown has begun; it cannot be reverted. */
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
   * The reason stays until the app calls `ready()`. It blocks before the work is removed, so listeners
   * never see the app ready in between.
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
        this.drops.count('availability');
      }
    }
  }
}
