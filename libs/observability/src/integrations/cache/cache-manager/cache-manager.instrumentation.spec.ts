import { Observer } from '../../../core';
import type { CacheObservation } from '../../../core';
import { FakeClock } from '../../../testing';
import { CacheManagerIndicator } from './cache-manager.indicator';
import { instrumentCache } from './cache-manager.instrumentation';
import type { CacheLike } from './caches';

type Listener = (error: unknown) => void;

/** A Keyv that fails when the test says so, and only emits the error. */
class FakeKeyv {
  readonly opts = { emitErrors: true };
  readonly listeners: Listener[] = [];

  on(_event: 'error', listener: Listener): void {
    this.listeners.push(listener);
  }

  emit(error: unknown): void {
    this.listeners.forEach((listener) => listener(error));
  }
}

class FakeCache implements CacheLike {
  readonly kept = new Map<string, unknown>();
  readonly stores = [new FakeKeyv()];

  async get(key: string): Promise<unknown> {
    return this.kept.get(key);
  }

  async mget(keys: string[]): Promise<unknown[]> {
    return keys.map((key) => this.kept.get(key));
  }

  async set(key: string, value: unknown, ttl?: number): Promise<unknown> {
    if (key === 'full') throw ERROR;
    this.kept.set(key, value);
    return [value, ttl];
  }

  async del(key: string): Promise<unknown> {
    return this.kept.delete(key);
  }

  async wrap(key: string, load: () => unknown): Promise<unknown> {
    return this.kept.get(key) ?? load();
  }
}

const ERROR = new Error('OOM');
let clock: FakeClock;
let ended: CacheObservation[];
let cache: FakeCache;

beforeEach(() => {
  clock = new FakeClock();
  ended = [];
  cache = new FakeCache();
  observe(cache);
});

function end(observation: CacheObservation): void {
  ended.push(observation);
}

function observe(target: FakeCache): void {
  instrumentCache(target, 'default', new Observer([{ name: 'recorder', caches: { end } }], clock));
}

async function loadSlowly(): Promise<number> {
  clock.advance(5000);
  return 250;
}

function results(): string[] {
  return ended.map(({ operation, result }) => `${operation} ${result}`);
}

describe('a cache that is looked after', () => {
  it('observes each operation with its cache and what came of it', async () => {
    const set = await cache.set('tea', 250, 1000);
    const got = await cache.get('tea');
    await cache.get('milk');
    await cache.del('tea');

    expect([set, got]).toEqual([[250, 1000], 250]);
    expect(results()).toEqual(['set ok', 'get hit', 'get miss', 'del ok']);
    expect(new Set(ended.map((one) => one.cache))).toEqual(new Set(['default']));
  });

  it.each([
    [['tea', 'milk'], 'hit'],
    [['tea', 'gold'], 'miss'],
    [['gold'], 'miss'],
  ])('for the keys %p at a time has a %s', async (keys, result) => {
    cache.kept.set('tea', 250).set('milk', 0);

    await cache.mget(keys);

    expect(results()).toEqual([`mget ${result}`]);
  });

  it('takes nothing for found only when it is null or undefined', async () => {
    cache.kept.set('no', false).set('zero', 0).set('empty', '').set('null', null);

    for (const key of ['no', 'zero', 'empty', 'null']) await cache.get(key);

    expect(results()).toEqual(['get hit', 'get hit', 'get hit', 'get miss']);
  });

  it('fails with the same error', async () => {
    await expect(cache.set('full', 1)).rejects.toBe(ERROR);
    expect(ended).toMatchObject([
      { operation: 'set', result: 'error', outcome: 'error', error: ERROR },
    ]);
  });

  it('keeps working when its functions are taken from it', async () => {
    const { set, get } = cache;

    await set('tea', 250);

    expect(await get('tea')).toBe(250);
    expect(results()).toEqual(['set ok', 'get hit']);
  });

  it('has no methods that it had not before', () => {
    expect(cache).not.toHaveProperty('mset');
    expect(cache).not.toHaveProperty('ttl');
  });

  it('does not count the operations of the health check', async () => {
    const finding = await new CacheManagerIndicator({ default: cache }).check();

    expect(finding.status).toBe('healthy');
    expect(ended).toEqual([]);
  });

  it('does not count them either when two apps share it', async () => {
    observe(cache);

    await new CacheManagerIndicator({ default: cache }).check();
    await cache.get('tea');

    expect(results()).toEqual(['get miss', 'get miss']);
  });
});

describe('a store that keeps its failures to itself', () => {
  it.each([
    ['get', 'tea', 'error'],
    ['set', 'tea', 'error'],
    ['get', 'known', 'hit'],
  ] as const)('makes %s of %s an %s', async (operation, key, result) => {
    cache.kept.set('known', 1);

    const pending = operation === 'get' ? cache.get(key) : cache.set(key, 1);
    cache.stores[0]?.emit(ERROR);
    await pending;

    expect(results()).toEqual([`${operation} ${result}`]);
  });

  it('harms no operation that comes later', async () => {
    cache.stores[0]?.emit(ERROR);

    await cache.get('tea');

    expect(results()).toEqual(['get miss']);
  });

  it('has the error of the store', async () => {
    const pending = cache.get('tea');
    cache.stores[0]?.emit(ERROR);
    await pending;

    expect(ended).toMatchObject([{ outcome: 'error', error: ERROR }]);
  });
});

describe('a wrapped function', () => {
  it('is a hit when it was not needed', async () => {
    cache.kept.set('tea', 250);

    expect(await cache.wrap('tea', () => 1)).toBe(250);
    expect(results()).toEqual(['wrap hit']);
  });

  it('is a miss until it is called, whatever time it takes', async () => {
    expect(await cache.wrap('tea', loadSlowly)).toBe(250);
    expect(ended).toMatchObject([{ operation: 'wrap', result: 'miss', durationSeconds: 0 }]);
  });

  it('that fails is a miss, and no failure of the cache', async () => {
    const load = (): never => {
      throw ERROR;
    };

    await expect(cache.wrap('tea', load)).rejects.toBe(ERROR);
    expect(results()).toEqual(['wrap miss']);
  });
});
