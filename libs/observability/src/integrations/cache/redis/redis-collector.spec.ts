import { Warnings } from '../../../core';
import { RecordingSink } from '../../../testing/recording-sink';
import type { RedisClient } from './redis-client';
import { redisCollector } from './redis-collector';

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
    await redisCollector('REDIS', redis).read?.(sink);
    await redisCollector('OTHER', new FakeRedis()).read?.(sink);
  });

  it('tells memory and clients', () => {
    expect(sink.values).toMatchObject(NUMBERS);
  });

  it('takes its own numbers off the page while the client is not connected', async () => {
    redis.ready = false;

    await redisCollector('REDIS', redis).read?.(sink);

    expect(Object.keys(sink.values)).toEqual([
      'redis_memory_used_bytes{OTHER}',
      'redis_connected_clients{OTHER}',
    ]);
  });

  it('asks nothing behind a command that blocks, and keeps what was read last', async () => {
    redis.blocked = true;

    await redisCollector('REDIS', redis).read?.(sink);

    expect(redis.infoCalls).toBe(1);
    expect(sink.values).toMatchObject(NUMBERS);
  });

  it('fails where the server does, without its numbers', async () => {
    redis.error = new Error('LOADING');

    await expect(redisCollector('REDIS', redis).read?.(sink)).rejects.toThrow('LOADING');

    expect(sink.values).not.toHaveProperty('redis_memory_used_bytes{REDIS}');
  });

  it.each([
    ["NOPERM this user has no permissions to run the 'info' command"],
    ['NOPERM User app has no permissions'],
    ["ERR unknown command 'INFO', with args beginning with: "],
    ['ERR unknown command `info`'],
    ["unsupported command 'info'"],
    ["ERR handle request, command 'INFO' is not allowed"],
  ])('asks no more, and says so once, where the answer is "%s"', async (refusal) => {
    redis.infoCalls = 0;
    redis.error = new Error(refusal);
    const said: string[] = [];
    const warnings = new Warnings((message) => said.push(message));
    const reading = redisCollector('REDIS', redis, warnings);

    await reading.read?.(sink);
    await reading.read?.(sink);
    await redisCollector('REDIS', redis, warnings).read?.(sink);

    expect(sink.values).not.toHaveProperty('redis_memory_used_bytes{REDIS}');
    expect(redis.infoCalls).toBe(1);
    expect(said).toEqual([
      `The Redis "REDIS" refuses INFO (${refusal}): its memory and clients are not measured.`,
    ]);
  });

  it('asks again where a client that listens to channels may not ask', async () => {
    redis.infoCalls = 0;
    redis.error = new Error("ERR Can't execute 'info': only PING / QUIT are allowed here");
    const reading = redisCollector('REDIS', redis);

    await reading.read?.(sink);
    redis.error = undefined;
    await reading.read?.(sink);

    expect(redis.infoCalls).toBe(2);
    expect(sink.values).toMatchObject(NUMBERS);
  });
});
