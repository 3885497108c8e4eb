import { Observer } from '../../../core';
import type { CacheObservation } from '../../../core';
import { CacheIndicator } from '../cache.indicator';
import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { cacheManager } from './cache-manager.integration';

interface FakeCache {
  get(key: string): Promise<unknown>;
  [other: string]: unknown;
}

function cache(): FakeCache {
  const kept = new Map<string, unknown>();
  return {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: unknown) => kept.set(key, value),
    del: async (key: string) => kept.delete(key),
    wrap: async () => undefined,
    stores: [],
  };
}

describe('the integration of cache-manager', () => {
  it('looks after every cache under a name of its own', async () => {
    const first = cache();
    const provided = [
      { token: 'a', instance: first },
      { token: 'b', instance: new Map() },
      { token: 'c', instance: cache() },
      { token: 'd', instance: first },
    ];

    const caches = cacheManager.caches?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const finding = await new CacheIndicator(caches).check();

    expect(Object.keys(finding.details ?? {}).toSorted()).toEqual([
      'cache2_get_time_ms',
      'cache2_set_time_ms',
      'default_get_time_ms',
      'default_set_time_ms',
    ]);
  });

  it('finds none without caches', () => {
    const provided = [{ token: 'a', instance: new Map() }];

    expect(cacheManager.caches?.(provided, INTEGRATIONS_DEFAULTS)).toEqual([]);
  });

  it('observes each cache under the name that its health has', async () => {
    const names: string[] = [];
    const end = (observation: CacheObservation): void => void names.push(observation.cache);
    const caches = [cache(), cache()];
    const provided = caches.map((instance, i) => ({ token: i, instance }));

    cacheManager.instrument?.(provided, new Observer([{ name: 'recorder', caches: { end } }]));
    await Promise.all(caches.map(({ get }) => get('tea')));

    expect(names).toEqual(['default', 'cache2']);
  });

  it('reads nothing when no cache is on Redis', () => {
    expect(cacheManager.collectors?.([{ token: 'a', instance: cache() }])).toEqual([]);
  });
});
