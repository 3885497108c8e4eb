import { settle } from '../../client/settle';
import type { CacheObserver } from './cache-observer';

type Started = ReturnType<CacheObserver['begin']>;
type Load = (...args: unknown[]) => unknown;

/** Calls of `wrap` for one key at a time: cache-manager lets all of them wait for the first. */
interface Flight {
  calls: number;
  /** Whether the value is being made, so that callers who come now do not reach the cache. */
  isLoading: boolean;
  readonly pending: Started[];
}

/**
 * Observes `wrap`: a miss when the app's function is called, until then, so that the function's
 * time is not the cache's; else a hit. A caller that waits for another's function has missed as well.
 */
export class WrapObserver {
  private readonly flights = new Map<unknown, Flight>();

  constructor(private readonly operations: CacheObserver) {}

  observe<R>(key: unknown, load: Load, wrap: (load: Load) => R): R {
    const flight = this.join(key);
    const started = this.operations.begin('wrap');
    flight.pending.push(started);
    if (flight.isLoading) this.miss(flight);
    const observedLoad: Load = (...args) => {
      flight.isLoading = true;
      this.miss(flight);
      return load(...args);
    };
    return settle(() => this.operations.run(started, () => wrap(observedLoad)), {
      done: () => this.leave(key, flight, () => this.operations.end(started, 'hit')),
      failed: (error) => this.leave(key, flight, () => this.operations.fail(started, error)),
    });
  }

  private join(key: unknown): Flight {
    const flight = this.flights.get(key) ?? { calls: 0, isLoading: false, pending: [] };
    flight.calls += 1;
    this.flights.set(key, flight);
    return flight;
  }

  private leave(key: unknown, flight: Flight, end: () => void): void {
    end();
    flight.calls -= 1;
    if (flight.calls === 0) this.flights.delete(key);
  }

  private miss(flight: Flight): void {
    for (const started of flight.pending.splice(0)) this.operations.end(started, 'miss');
  }
}
