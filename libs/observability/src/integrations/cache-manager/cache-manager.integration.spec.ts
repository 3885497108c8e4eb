import { cacheManager } from './cache-manager.integration';

function cache(): object {
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
    const indicator = cacheManager.indicatorOf?.([
      { token: 'a', instance: first },
      { token: 'b', instance: new Map() },
      { token: 'c', instance: cache() },
      { token: 'd', instance: first },
    ]);

    const finding = await indicator?.check(new AbortController().signal);

    expect(Object.keys(finding?.details ?? {}).toSorted()).toEqual([
      'cache2_get_time_ms',
      'cache2_set_time_ms',
      'default_get_time_ms',
      'default_set_time_ms',
    ]);
  });

  it('makes no indicator without caches', () => {
    expect(cacheManager.indicatorOf?.([{ token: 'a', instance: new Map() }])).toBeUndefined();
  });
});
