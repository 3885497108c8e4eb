import KeyvRedis from '@keyv/redis';
import { createCache } from 'cache-manager';
import type { Cache } from 'cache-manager';
import { Keyv } from 'keyv';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CacheIndicator,
  cacheManager,
  INTEGRATIONS_DEFAULTS,
} from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { CacheRecorder } from '../support/cache-recorder';
import { RedisServer } from '../support/services/redis-server';

const recorder = new CacheRecorder();
const { ended, observer } = recorder;

async function makeSlowly(): Promise<string> {
  await sleep(100);
  return 'made';
}

function read(cache: Cache): Promise<Record<string, number>> {
  const collectors = cacheManager.collectors?.([{ token: 'CACHE_MANAGER', instance: cache }]);
  return new RecordingSink().read(collectors);
}

let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});

afterAll(() => redis.stop());

beforeEach(() => {
  ended.length = 0;
});

const stores = {
  memory: () => [],
  // As the demo has it: a cache that is down fails at once, and to itself.
  Redis: () => {
    const options = { url: redis.url, disableOfflineQueue: true };
    const failing = { throwOnConnectError: false, throwOnErrors: false };
    return [new Keyv({ store: new KeyvRedis(options, failing) })];
  },
};

describe.each(['memory', 'Redis'] as const)('the operations of cache-manager on %s', (store) => {
  let cache: Cache;

  beforeAll(() => {
    cache = createCache({ stores: stores[store]() });
    cacheManager.instrument?.([{ token: 'CACHE_MANAGER', instance: cache }], observer);
  });

  afterAll(async () => {
    if (store === 'Redis') await cache.disconnect();
  });

  it('are observed once each, with what came of them', async () => {
    const answers = [
      await cache.get('tea'),
      await cache.set('tea', 250, 60_000),
      await cache.get('tea'),
      await cache.mset([
        { key: 'milk', value: 90 },
        { key: 'bread', value: 310 },
      ]),
      await cache.mget(['tea', 'milk']),
      await cache.mget(['tea', 'gold']),
      typeof (await cache.ttl('tea')),
      await cache.ttl('gold'),
      await cache.del('tea'),
      await cache.mdel(['milk', 'bread']),
      await cache.clear(),
    ];

    expect(answers.filter((answer) => typeof answer !== 'object')).toEqual([
      undefined,
      250,
      250,
      'number',
      undefined,
      true,
      true,
      true,
    ]);
    expect(recorder.lines).toEqual([
      'default get miss',
      'default set ok',
      'default get hit',
      'default mset ok',
      'default mget hit',
      'default mget miss',
      'default ttl hit',
      'default ttl miss',
      'default del ok',
      'default mdel ok',
      'default clear ok',
    ]);
  });

  it('are observed when the functions are called on their own', async () => {
    const { get, set } = cache;

    await set('tea', 250);
    const tea = await get('tea');

    expect(tea).toBe(250);
    expect(recorder.lines).toEqual(['default set ok', 'default get hit']);
  });

  it('are one miss and then one hit by wrap, without the time of the function', async () => {
    const first = await cache.wrap('wrapped', makeSlowly);
    const second = await cache.wrap('wrapped', makeSlowly);

    expect([first, second]).toEqual(['made', 'made']);
    expect(recorder.lines).toEqual(['default wrap miss', 'default wrap hit']);
    expect(ended[0]?.durationSeconds).toBeLessThan(0.09);
  });

  it('are misses for all who wait for the same function', async () => {
    const make = jest.fn(makeSlowly);

    const together = [1, 2, 3].map(() => cache.wrap('busy', make));
    await sleep(25);
    const values = await Promise.all([...together, cache.wrap('busy', make)]);

    expect(values).toEqual(['made', 'made', 'made', 'made']);
    expect(make).toHaveBeenCalledTimes(1);
    expect(recorder.lines).toEqual([1, 2, 3, 4].map(() => 'default wrap miss'));
  });

  it('are not counted when the health check makes them', async () => {
    const provided = [{ token: 'CACHE_MANAGER', instance: cache }];
    const caches = cacheManager.caches?.(provided, INTEGRATIONS_DEFAULTS) ?? [];

    const finding = await new CacheIndicator(caches).check();

    // It was asked; on a busy machine it may call the cache slow.
    expect(finding.status).not.toBe('unhealthy');
    expect(finding.details).toHaveProperty('default_get_time_ms');
    expect(ended).toEqual([]);
  });
});

describe('a cache', () => {
  it('in memory has no Redis to read', async () => {
    expect(await read(createCache())).toEqual({});
  });

  it('on Redis tells its memory and clients, and nothing while it is gone', async () => {
    const cache = createCache({ stores: stores.Redis() });
    cacheManager.instrument?.([{ token: 'CACHE_MANAGER', instance: cache }], observer);

    const before = await read(cache);
    await cache.set('tea', 250);
    const during = await read(cache);
    await redis.stop();
    await sleep(50);
    const after = await read(cache);
    ended.length = 0;
    const answers = [
      await cache.get('tea'),
      await cache.set('tea', 1),
      await cache.wrap('tea', () => 2),
    ];

    expect(before).toEqual({});
    expect(during).toEqual({
      'redis_memory_used_bytes{default}': expect.any(Number) as number,
      'redis_connected_clients{default}': 1,
    });
    expect(during['redis_memory_used_bytes{default}']).toBeGreaterThan(100_000);
    expect(after).toEqual({});
    expect(answers).toEqual([undefined, 1, 2]);
    expect(recorder.lines).toEqual([
      'default get error',
      'default set error',
      'default wrap error',
    ]);

    await redis.start();
    await cache.disconnect();
  });
});
