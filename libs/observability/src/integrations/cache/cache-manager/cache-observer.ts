import { CacheObservation, currentContext } from '../../../core';
import type { Observer } from '../../../core';
import { settle } from '../../client/settle';
import type { StoreFailures } from './store-failures';

/** What came of an operation that did not fail. */
export type CacheResult = 'hit' | 'miss' | 'ok';

/** One operation under way, and how many failures the stores had when it began. */
interface Started {
  readonly observation: CacheObservation;
  readonly failuresBefore: number;
}

/** Observes the operations on one cache. */
export class CacheObserver {
  constructor(
    private readonly observer: Observer,
    private readonly cache: string,
    private readonly failures: StoreFailures,
  ) {}

  /** An operation that lasts until the promise of it has ended. */
  observe<R>(operation: string, judge: (value: unknown) => CacheResult, call: () => R): R {
    const started = this.begin(operation);
    return settle(() => this.run(started, call), {
      done: (value) => this.end(started, judge(value)),
      failed: (error) => this.fail(started, error),
    });
  }

  begin(operation: string): Started {
    const { caches, clock } = this.observer;
    const observation = caches.begin(
      new CacheObservation(clock.now(), currentContext(), this.cache, operation),
    );
    return { observation, failuresBefore: this.failures.count };
  }

  run<R>({ observation }: Started, call: () => R): R {
    return this.observer.caches.run(observation, call);
  }

  /** Ends it once. Without a hit, a failure that a store had meanwhile was this one's, or of its kind. */
  end({ observation, failuresBefore }: Started, result: CacheResult): void {
    if (observation.ended) return;
    if (result !== 'hit' && this.failures.count > failuresBefore) {
      observation.fail(this.failures.last);
      observation.result = 'error';
    } else observation.result = result;
    this.observer.caches.end(observation);
  }

  fail({ observation }: Started, error: unknown): void {
    if (observation.ended) return;
    observation.fail(error);
    observation.result = 'error';
    this.observer.caches.end(observation);
  }
}
