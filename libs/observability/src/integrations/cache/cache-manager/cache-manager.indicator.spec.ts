import { CacheManagerIndicator } from './cache-manager.indicator';
import type { CacheLike } from './caches';

class FakeCache implements CacheLike {
  readonly kept = new Map<string, unknown>();
  readonly calls: string[] = [];
  stores?: readonly unknown[];

  async get(key: string): Promise<unknown> {
    this.calls.push('get');
    return this.kept.get(key);
  }

  async set(key: string, value: unknown, ttl?: number): Promise<unknown> {
    this.calls.push(`set for ${ttl} ms`);
    this.kept.set(key, value);
    return value;
  }

  async del(key: string): Promise<unknown> {
    this.calls.push('del');
    return this.kept.delete(key);
  }
}

/** A cache whose set and get take so long. */
class SlowCache extends FakeCache {
  constructor(
    private readonly setMs: number,
    private readonly getMs: number,
  ) {
    super();
  }

  override async set(...args: Parameters<FakeCache['set']>): ReturnType<FakeCache['set']> {
    await new Promise((resolve) => setTimeout(resolve, this.setMs));
    return super.set(...args);
  }

  override async get(...args: Parameters<FakeCache['get']>): ReturnType<FakeCache['get']> {
    await new Promise((resolve) => setTimeout(resolve, this.getMs));
    return super.get(...args);
  }
}

function cacheOnRedis(info: string): FakeCache {
  const cache = new FakeCache();
  cache.stores = [{ store: { client: { info: async () => info } } }];
  return cache;
}

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('the cache indicator', () => {
  it('is not critical and called cache', () => {
    expect(new CacheManagerIndicator({})).toMatchObject({ name: 'cache', critical: false });
  });

  it('is healthy when a value comes back, and leaves nothing behind', async () => {
    const cache = new FakeCache();

    const finding = await new CacheManagerIndicator({ default: cache }).check();

    expect(finding).toMatchObject({ status: 'healthy', message: 'All caches healthy' });
    expect(cache.calls).toEqual(['set for 60000 ms', 'get', 'del']);
    expect(cache.kept.size).toBe(0);
  });

  it('uses a key that nobody else uses', async () => {
    const keys: string[] = [];
    const cache = new FakeCache();
    cache.del = async (key) => keys.push(key);
    const indicator = new CacheManagerIndicator({ default: cache });

    await indicator.check();
    await indicator.check();

    expect(new Set(keys).size).toBe(2);
    expect(keys).toEqual(keys.map(() => expect.stringMatching(/^health_check_[\da-f-]{36}$/)));
  });

  it.each([['another value'], [undefined], [null]])(
    'is unhealthy when %p comes back',
    async (value) => {
      const cache = new FakeCache();
      cache.get = async () => value;

      const finding = await new CacheManagerIndicator({ default: cache }).check();

      expect(finding).toMatchObject({
        status: 'unhealthy',
        message: 'default cache read/write failed',
      });
      expect(cache.calls).toContain('del');
    },
  );

  it.each(['set', 'get', 'del'] as const)('is unhealthy when it cannot %s', async (verb) => {
    const cache = new FakeCache();
    cache[verb] = () => Promise.reject(new Error('ECONNREFUSED'));

    const finding = await new CacheManagerIndicator({ default: cache }).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'default cache failed: ECONNREFUSED',
    });
  });

  it.each([
    ['set', 100, [100, 5], 'healthy', 'All caches healthy'],
    ['set', 101, [101, 5], 'degraded', 'default cache is slow'],
    ['get', 100, [5, 100], 'healthy', 'All caches healthy'],
    ['get', 101, [5, 101], 'degraded', 'default cache is slow'],
  ] as const)(
    'whose %s takes %i ms is judged by it',
    async (_verb, _ms, steps, status, message) => {
      const [setMs, getMs] = steps;
      jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });

      const finding = new CacheManagerIndicator({ default: new SlowCache(setMs, getMs) }).check();
      await jest.advanceTimersByTimeAsync(setMs + getMs);

      expect(await finding).toEqual({
        status,
        message,
        details: { default_set_time_ms: setMs, default_get_time_ms: getMs },
      });
    },
  );

  it('asks every cache and tells them apart', async () => {
    const broken = new FakeCache();
    broken.set = () => Promise.reject(new Error('gone'));
    const indicator = new CacheManagerIndicator({ default: new FakeCache(), cache2: broken });

    const finding = await indicator.check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'cache2 cache failed: gone',
      details: { default_set_time_ms: expect.any(Number) as number },
    });
  });
});

describe('a cache on Redis', () => {
  it.each([
    [900, 'healthy', 'All caches healthy'],
    [901, 'degraded', 'default high memory usage'],
  ])('with %i of 1000 bytes in use is %s', async (used, status, message) => {
    const cache = cacheOnRedis(
      `# Clients\r\nconnected_clients:4\r\n# Memory\r\nused_memory:${used}\r\nmaxmemory:1000\r\n`,
    );

    const finding = await new CacheManagerIndicator({ default: cache }).check();

    expect(finding).toMatchObject({
      status,
      message,
      details: {
        default_used_memory_bytes: used,
        default_connected_clients: 4,
        default_memory_usage_percent: used / 10,
      },
    });
  });

  it('without a limit is never full', async () => {
    const cache = cacheOnRedis('connected_clients:1\nused_memory:999999999\nmaxmemory:0\n');

    const finding = await new CacheManagerIndicator({ default: cache }).check();

    expect(finding.status).toBe('healthy');
    expect(finding.details).not.toHaveProperty('default_memory_usage_percent');
  });
});
