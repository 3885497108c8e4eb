import Redis from 'ioredis';
import { createClient } from 'redis';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CacheIndicator,
  INTEGRATIONS_DEFAULTS,
  ioredis,
  nodeRedis,
} from '../../libs/observability/src/integrations';
import type { Integration } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { CacheRecorder } from '../support/cache-recorder';
import { eventually } from '../support/eventually';
import { RegistryUnderTest } from '../../libs/observability/src/signals/metrics/testing/registry-under-test';
import { RedisServer } from '../support/services/redis-server';

const recorder = new CacheRecorder();
const { ended, observer } = recorder;

/** One of the app's clients, and the same calls of each product. */
interface AppClient {
  readonly instance: object;
  set(key: string, value: string): Promise<unknown>;
  get(key: string): Promise<unknown>;
  mget(keys: string[]): Promise<unknown>;
  call(words: string[]): Promise<unknown>;
  /** A set and a get at once, in a transaction and without one. */
  together(): Promise<unknown>;
  /** A transaction that is sent command by command, in which `tea` is read. */
  transaction(): Promise<unknown>;
  /** A command behind which all others wait, for a second. */
  block(): Promise<unknown>;
  close(): Promise<unknown> | void;
}

const PRODUCTS: readonly {
  product: string;
  integration: Integration;
  together: readonly string[];
  connect(url: string): Promise<AppClient>;
}[] = [
  {
    product: 'ioredis',
    integration: ioredis,
    together: ['multi', 'set', 'get', 'exec', 'set', 'get'],
    connect: async (url) => {
      const redis = new Redis(url, { maxRetriesPerRequest: 1 });
      redis.on('error', () => undefined);
      await redis.ping();
      return {
        instance: redis,
        set: (key, value) => redis.set(key, value),
        get: (key) => redis.get(key),
        mget: (keys) => redis.mget(keys),
        call: ([name = '', ...args]) => redis.call(name, args),
        together: async () => {
          await redis.multi().set('a', '1').get('a').exec();
          return redis.pipeline().set('a', '1').get('a').exec();
        },
        transaction: async () => {
          await redis.multi({ pipeline: false });
          await redis.get('tea');
          return redis.exec();
        },
        block: () => redis.blpop('nothing', 1),
        close: () => redis.disconnect(),
      };
    },
  },
  {
    product: 'node-redis',
    integration: nodeRedis,
    together: ['multi', 'pipeline', 'pipeline'],
    connect: async (url) => {
      const redis = createClient({ url, disableOfflineQueue: true });
      redis.on('error', () => undefined);
      await redis.connect();
      return {
        instance: redis,
        set: (key, value) => redis.withCommandOptions({}).set(key, value),
        get: (key) => redis.get(key),
        mget: (keys) => redis.mGet(keys),
        call: (words) => redis.sendCommand(words),
        together: async () => {
          await redis.multi().set('a', '1').get('a').exec();
          await redis.multi().set('a', '1').get('a').exec(true);
          return redis.multi().set('a', '1').get('a').execAsPipeline();
        },
        transaction: async () => {
          await redis.sendCommand(['MULTI']);
          await redis.sendCommand(['GET', 'tea']);
          return redis.sendCommand(['EXEC']);
        },
        block: () => redis.blPop('nothing', 1),
        close: () => redis.destroy(),
      };
    },
  },
];

let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});

afterAll(() => redis.stop());

describe.each(PRODUCTS)('the metrics of $product', (each) => {
  const { product, integration, together, connect } = each;
  let client: AppClient;

  beforeAll(async () => {
    client = await connect(redis.url);
    integration.instrument?.(provided(), observer);
  });

  afterAll(() => client.close());

  beforeEach(async () => {
    await client.call(['FLUSHALL']);
    ended.length = 0;
  });

  function provided(): { token: string; instance: object }[] {
    return [{ token: 'REDIS', instance: client.instance }];
  }

  function numbers(): Promise<Record<string, number>> {
    return new RecordingSink().read(integration.collectors?.(provided()));
  }

  it('count each command once, with what came of it, and change no answer', async () => {
    const answers = [
      await client.get('tea'),
      await client.set('tea', '250'),
      await client.get('tea'),
      await client.mget(['tea', 'tea']),
      await client.mget(['tea', 'gold']),
      await client.call(['INCR', 'cups']),
    ];

    expect(answers).toEqual([null, 'OK', '250', ['250', '250'], ['250', null], 1]);
    expect(recorder.lines).toEqual([
      'REDIS get miss',
      'REDIS set ok',
      'REDIS get hit',
      'REDIS mget hit',
      'REDIS mget miss',
      'REDIS incr ok',
    ]);
    expect(ended[0]?.durationSeconds).toBeGreaterThan(0);
  });

  it('count commands that are sent together', async () => {
    await client.together();

    expect(ended.map(({ operation }) => operation)).toEqual(together);
    expect(ended.filter(({ failed }) => failed)).toEqual([]);
  });

  it('count no read of a transaction as a hit or a miss: its reply comes with EXEC', async () => {
    const missed = await client.transaction();
    await client.set('tea', 'QUEUED');
    const found = await client.transaction();
    await client.get('tea');
    await client.together();

    expect(missed).toHaveLength(1);
    expect(found).toHaveLength(1);
    const reads = recorder.lines.filter((line) => line.startsWith('REDIS get'));
    expect(reads.slice(0, 3)).toEqual(['REDIS get ok', 'REDIS get ok', 'REDIS get hit']);
    expect(reads.slice(3)).toEqual(product === 'ioredis' ? ['REDIS get ok', 'REDIS get hit'] : []);
  });

  it('tell a command that waits for data from one that does not', async () => {
    await client.block();
    await client.set('tea', 'green');

    expect(ended.map(({ operation, isWait }) => [operation, isWait])).toEqual([
      ['blpop', true],
      ['set', false],
    ]);
  });

  it('count a command that fails, whose error is the same', async () => {
    await client.set('tea', 'green');

    await expect(client.call(['LPUSH', 'tea', 'x'])).rejects.toThrow('WRONGTYPE');

    expect(recorder.lines).toEqual(['REDIS set ok', 'REDIS lpush error']);
  });

  it('call what has no name of a command "other"', async () => {
    await client.call([`Ö${'x'.repeat(50)}`]).catch(() => undefined);

    expect(recorder.lines).toEqual(['REDIS other error']);
  });

  it('have no operations of health checks and scrapes', async () => {
    const caches = integration.caches?.(provided(), INTEGRATIONS_DEFAULTS) ?? [];
    const { details } = await new CacheIndicator(caches).check();
    const read = await numbers();

    expect(details).toHaveProperty('REDIS_ping_time_ms');
    expect(read['redis_memory_used_bytes{REDIS}']).toBeGreaterThan(100_000);
    expect(read['redis_connected_clients{REDIS}']).toBeGreaterThanOrEqual(1);
    expect(recorder.lines).toEqual([]);
  });

  it('are read within a second while an answer is waited for, once for all who scrape', async () => {
    const under = new RegistryUnderTest();
    for (const source of integration.collectors?.(provided()) ?? [])
      under.registry.addCollector(source);
    await under.exposition();

    const blocking = client.block();
    const before = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => under.exposition()));
    await under.exposition();

    expect(performance.now() - before).toBeLessThan(1900);
    expect(await under.lines('redis_connected_clients')).toHaveLength(1);
    await blocking;
  });

  it('lose the numbers of a server that is gone, and find them again', async () => {
    await redis.stop();
    await sleep(50);
    const gone = await numbers();
    await redis.start();

    expect(gone).toEqual({});
    await eventually(async () => expect(Object.keys(await numbers())).toHaveLength(2), 10_000);
  });
});

const make = (options: object) => createClient({ url: redis.url, ...options });

describe('a client of node-redis', () => {
  const clients: ReturnType<typeof make>[] = [];

  async function connect(options: object = {}): Promise<ReturnType<typeof make>> {
    const client = make(options);
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  }

  /** How often the server was sent a command since its counts were reset. */
  async function callsOf(...commands: readonly string[]): Promise<number[]> {
    const text = await clients[0]!.info('commandstats');
    return commands.map((name) =>
      Number(new RegExp(`^cmdstat_${name}:calls=(\\d+)`, 'm').exec(text)?.[1] ?? 0),
    );
  }

  beforeEach(async () => {
    await connect();
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });

  it.each([
    [2, []],
    [3, ['redis_memory_used_bytes{NEWS}', 'redis_connected_clients{NEWS}']],
  ])('that listens to channels by RESP%i is sent only what it may send', async (RESP, names) => {
    const listening = await connect({ RESP });
    const heard: string[] = [];
    await listening.subscribe('news', (message) => heard.push(message));
    const provided = [{ token: 'NEWS', instance: listening }];
    await clients[0]!.sendCommand(['CONFIG', 'RESETSTAT']);

    const read = await new RecordingSink().read(nodeRedis.collectors?.(provided));
    const caches = nodeRedis.caches?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const { status } = await new CacheIndicator(caches).check();
    await clients[0]!.publish('news', 'tea is ready');

    expect(status).toBe('healthy');
    expect(Object.keys(read)).toEqual(names);
    expect(await callsOf('info', 'client\\|id')).toEqual(RESP === 2 ? [0, 0] : [2, 0]);
    await eventually(async () => expect(heard).toEqual(['tea is ready']));
  });

  it('is one client, however many views of it the app has', async () => {
    const client = await connect();
    const views = [
      client,
      client.withTypeMapping({}),
      client.asap(),
      client.withCommandOptions({}),
    ];
    const provided = views.map((instance, i) => ({ token: `VIEW${i}`, instance }));
    ended.length = 0;

    nodeRedis.instrument?.(provided, observer);
    for (const view of views) await view.get('tea');

    expect(recorder.lines).toEqual(views.map(() => 'VIEW0 get miss'));
    expect(nodeRedis.collectors?.(provided)).toHaveLength(1);
    expect(nodeRedis.caches?.(provided, INTEGRATIONS_DEFAULTS)).toHaveLength(1);
  });
});
