import { RecordingSink } from '../../testing/recording-sink';
import type { CacheLike } from './caches';
import { redisReading } from './redis.readings';

const INFO = 'connected_clients:12\r\nused_memory:1048576\r\n';

class FakeRedis {
  isReady = true;
  error: Error | undefined = undefined;

  async info(): Promise<string> {
    if (this.error) throw this.error;
    return INFO;
  }
}

async function nothing(): Promise<void> {}

function cacheOn(client: FakeRedis | undefined): CacheLike {
  return { get: nothing, set: nothing, del: nothing, stores: [{ store: { client } }] };
}

const numbersOf = (cache: string): Record<string, number> => ({
  [`redis_memory_used_bytes{${cache}}`]: 1_048_576,
  [`redis_connected_clients{${cache}}`]: 12,
});

describe('the reading of Redis', () => {
  it('tells memory and clients for each cache on one', async () => {
    const sink = new RecordingSink();

    await redisReading([
      ['default', cacheOn(new FakeRedis())],
      ['cache2', cacheOn(undefined)],
      ['cache3', cacheOn(new FakeRedis())],
    ])?.read?.(sink);

    expect(sink.values).toEqual({ ...numbersOf('default'), ...numbersOf('cache3') });
  });

  it('is missing when no cache is on Redis', () => {
    expect(redisReading([['default', cacheOn(undefined)]])).toBeUndefined();
  });

  it('takes the numbers off the page while its client is not connected', async () => {
    const redis = new FakeRedis();
    const reading = redisReading([['default', cacheOn(redis)]]);
    const sink = new RecordingSink();

    await reading?.read?.(sink);
    redis.isReady = false;
    await reading?.read?.(sink);

    expect(sink.values).toEqual({});
  });

  it('tells the others when one fails, and that one has', async () => {
    const broken = new FakeRedis();
    broken.error = new Error('LOADING');
    const sink = new RecordingSink();

    const reading = redisReading([
      ['default', cacheOn(broken)],
      ['cache2', cacheOn(new FakeRedis())],
    ]);

    await expect(reading?.read?.(sink)).rejects.toThrow('LOADING');
    expect(sink.values).toEqual(numbersOf('cache2'));
  });
});
