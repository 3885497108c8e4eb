import { CacheIndicator } from '../cache.indicator';
import type { RedisClient } from './redis-client';
import { redisConnection } from './redis-connection';

const INFO = { usedMemory: 400, maxMemory: 1000, clients: 3 };

function clientWith(parts: Partial<RedisClient>): RedisClient {
  return { isReady: () => true, ping: async () => 'PONG', infos: async () => [INFO], ...parts };
}

function check(parts: Partial<RedisClient>) {
  const connection = redisConnection('TEA', clientWith(parts), { slowMs: 100, memoryPercent: 90 });
  return new CacheIndicator([connection]).check();
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a client of Redis', () => {
  it.each([
    [100, 'healthy', 'All caches healthy'],
    [101, 'degraded', 'TEA Redis is slow'],
  ])('whose PING takes %i ms is %s', async (ms, status, message) => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const ping = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

    const finding = check({ ping });
    await jest.advanceTimersByTimeAsync(ms);

    expect(await finding).toEqual({
      status,
      message,
      details: {
        TEA_ping_time_ms: ms,
        TEA_used_memory_bytes: 400,
        TEA_connected_clients: 3,
        TEA_memory_usage_percent: 40,
      },
    });
  });

  it('of several servers adds up, and the fullest one counts', async () => {
    const fullest = { usedMemory: 950, maxMemory: 1000, clients: 4 };

    expect(await check({ infos: async () => [INFO, fullest] })).toMatchObject({
      status: 'degraded',
      message: 'TEA high memory usage',
      details: {
        TEA_used_memory_bytes: 1350,
        TEA_connected_clients: 7,
        TEA_memory_usage_percent: 95,
      },
    });
  });

  it('that may not ask for numbers is healthy without them', async () => {
    const denied = new Error("NOPERM this user has no permissions to run 'info'");

    const { status, details } = await check({ infos: () => Promise.reject(denied) });

    expect({ status, keys: Object.keys(details ?? {}) }).toEqual({
      status: 'healthy',
      keys: ['TEA_ping_time_ms'],
    });
  });

  it.each<[string, Partial<RedisClient>]>([
    ['PING', { ping: () => Promise.reject(new Error('LOADING')) }],
    ['INFO', { infos: () => Promise.reject(new Error('LOADING')) }],
  ])('that fails at %s is unhealthy', async (_command, parts) => {
    expect(await check(parts)).toMatchObject({
      status: 'unhealthy',
      message: 'TEA Redis failed: LOADING',
    });
  });

  it('that waits in a blocking command is not checked', async () => {
    const ping = jest.fn();

    const finding = await check({ isBlocked: () => true, ping });

    expect(finding).toMatchObject({
      status: 'healthy',
      details: { TEA_in_blocking_command: true },
    });
    expect(ping).not.toHaveBeenCalled();
  });
});
