import { RecordingSink } from '../../testing/recording-sink';
import type { RedisClient } from './redis-client';
import { redisReading } from './redis.readings';

const INFO = { usedMemory: 1_048_576, maxMemory: 0, clients: 12 };
const NUMBERS = {
  'redis_memory_used_bytes{REDIS}': 1_048_576,
  'redis_connected_clients{REDIS}': 12,
};

/** A client whose state the test changes. */
class FakeRedis implements RedisClient {
  ready = true;
  blocked = false;
  error: Error | undefined = undefined;
  infoCalls = 0;

  isReady = (): boolean => this.ready;
  isBlocked = (): boolean => this.blocked;
  ping = async (): Promise<string> => 'PONG';
  infos = async (): Promise<(typeof INFO)[]> => {
    this.infoCalls += 1;
    if (this.error) throw this.error;
    return [INFO];
  };
}

describe('the reading of Redis', () => {
  const sink = new RecordingSink();
  let redis: FakeRedis;

  beforeEach(async () => {
    redis = new FakeRedis();
    await redisReading('REDIS', redis).read?.(sink);
    await redisReading('OTHER', new FakeRedis()).read?.(sink);
  });

  it('tells memory and clients', () => {
    expect(sink.values).toMatchObject(NUMBERS);
  });

  it('takes its own numbers off the page while the client is not connected', async () => {
    redis.ready = false;

    await redisReading('REDIS', redis).read?.(sink);

    expect(Object.keys(sink.values)).toEqual([
      'redis_memory_used_bytes{OTHER}',
      'redis_connected_clients{OTHER}',
    ]);
  });

  it('asks nothing behind a command that blocks, and keeps what was read last', async () => {
    redis.blocked = true;

    await redisReading('REDIS', redis).read?.(sink);

    expect(redis.infoCalls).toBe(1);
    expect(sink.values).toMatchObject(NUMBERS);
  });

  it('fails where the server does, without its numbers', async () => {
    redis.error = new Error('LOADING');

    await expect(redisReading('REDIS', redis).read?.(sink)).rejects.toThrow('LOADING');

    expect(sink.values).not.toHaveProperty('redis_memory_used_bytes{REDIS}');
  });

  it('has no numbers where the user may not ask for them', async () => {
    redis.error = new Error("NOPERM this user has no permissions to run the 'info' command");

    await redisReading('REDIS', redis).read?.(sink);

    expect(sink.values).not.toHaveProperty('redis_memory_used_bytes{REDIS}');
  });
});
