import { Observer } from '../../libs/observability/src/core';
import type { CacheObservation } from '../../libs/observability/src/core';

/** Records the operations on caches that have ended. */
export class CacheRecorder {
  readonly ended: CacheObservation[] = [];
  readonly observer = new Observer([
    { name: 'recorder', caches: { end: (observation) => void this.ended.push(observation) } },
  ]);

  /** `default get hit` for each. */
  get lines(): string[] {
    return this.ended.map(({ cache, operation, result }) => [cache, operation, result].join(' '));
  }
}
