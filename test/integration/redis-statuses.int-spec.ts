import Redis, { Cluster } from 'ioredis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, createCluster } from 'redis';
import {
  CacheIndicator,
  INTEGRATIONS_DEFAULTS,
  ioredis,
  nodeRedis,
} from '../../libs/observability/src/integrations';
import { eventually } from '../support/eventually';
import { RedisServer } from '../support/services/redis-server';

const LIMIT_MS = 300;

let redis: RedisServer;
let admin: Redis;
const closings: (() => unknown)[] = [];

beforeAll(async () => {
  redis = await RedisServer.start();
  admin = new Redis(redis.url);
  admin.on('error', () => undefined);
});

afterEach(() => {
  for (const close of closings.splice(0)) close();
});

afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});

/** A client of ioredis that the test leaves behind. */
function openIoredis(): Redis {
  const client = new Redis(redis.url);
  client.on('error', () => undefined);
  closings.push(() => client.disconnect());
  return client;
}

async function openNodeRedis() {
  const client = createClient({ url: redis.url });
  client.on('error', () => undefined);
  closings.push(() => client.destroy());
  return client.connect();
}

function indicatorFor(instance: object): CacheIndicator {
  const provided = [{ token: 'TEA', instance }];
  const found = [ioredis, nodeRedis].flatMap(
    (product) => product.caches?.(provided, INTEGRATIONS_DEFAULTS) ?? [],
  );
  expect(found).toHaveLength(1);
  return new CacheIndicator(found, 'cache', {
    ...INTEGRATIONS_DEFAULTS.cache,
    timeoutMs: LIMIT_MS,
    // The machine of the tests may be slow.
    slowMs: LIMIT_MS,
  });
}

async function becomesHealthy(indicator: CacheIndicator): Promise<void> {
  await eventually(async () => expect((await indicator.check()).status).toBe('healthy'));
}

describe.each([
  ['ioredis', async () => openIoredis() as object],
  ['node-redis', async () => (await openNodeRedis()) as object],
])('a client of %s', (_product, open) => {
  it('is degraded when Redis has used more than 90 % of its memory', async () => {
    const used = Number(/used_memory:(\d+)/.exec(await admin.info('memory'))?.[1]);
    await admin.config('SET', 'maxmemory', used);

    const finding = await indicatorFor(await open()).check();
    await admin.config('SET', 'maxmemory', 0);

    expect(finding).toMatchObject({ status: 'degraded', message: 'TEA high memory usage' });
    expect(finding.details?.['TEA_memory_usage_percent']).toBeGreaterThan(90);
  });

  it('is unhealthy within its limit while Redis is paused, and healthy again afterwards', async () => {
    const indicator = indicatorFor(await open());
    // A first question that was late would be the one that is waited for.
    await becomesHealthy(indicator);
    redis.pause();

    const startedAt = performance.now();
    const finding = await indicator.check();
    const tookMs = performance.now() - startedAt;
    redis.resume();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: expect.stringMatching(
        `^TEA Redis failed: no answer within ${LIMIT_MS} ms \\(if the connection is dead, .* set\\)$`,
      ) as string,
    });
    expect(tookMs).toBeLessThan(LIMIT_MS + 700);
    await becomesHealthy(indicator);
  });
});

describe('a client of ioredis', () => {
  it('that waits in a blocking command is left alone', async () => {
    const client = openIoredis();
    await client.ping();
    const popped = client.blpop('kettle', 0);

    const finding = await indicatorFor(client).check();
    await admin.rpush('kettle', 'tea');

    expect(finding).toMatchObject({
      status: 'healthy',
      details: { TEA_in_blocking_command: true },
    });
    expect(await popped).toEqual(['kettle', 'tea']);
  });

  it('that listens to a channel is asked for no numbers', async () => {
    const client = openIoredis();
    await client.subscribe('news');

    const { status, details } = await indicatorFor(client).check();

    expect({ status, keys: Object.keys(details ?? {}) }).toEqual({
      status: 'healthy',
      keys: ['TEA_ping_time_ms'],
    });
  });
});

describe('a client of node-redis', () => {
  it('that waits in a blocking command keeps its connection', async () => {
    const client = await openNodeRedis();
    const indicator = indicatorFor(client);
    await indicator.check();
    const popped = client.blPop('kettle', 0);

    // Long enough that the server has not heard of it for a second.
    const until = performance.now() + 2000;
    while (performance.now() < until) await indicator.check();
    await admin.rpush('kettle', 'tea');

    expect(await popped).toEqual({ key: 'kettle', element: 'tea' });
  });
});

describe('a cluster', () => {
  let node: RedisServer;
  let port: number;
  const folder = mkdtempSync(join(tmpdir(), 'redis-cluster-'));

  beforeAll(async () => {
    const settings = {
      enabled: 'yes',
      'config-file': join(folder, 'nodes.conf'),
      'announce-ip': '127.0.0.1',
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => [`--cluster-${key}`, value]);
    node = await RedisServer.start(...flags);
    port = Number(new URL(node.url).port);
    const client = new Redis(port, '127.0.0.1');
    await client.cluster('ADDSLOTSRANGE', 0, 16_383);
    await eventually(async () => {
      const info = await client.cluster('INFO');
      if (!info.includes('state:ok')) throw new Error(info);
    });
    client.disconnect();
  });

  afterAll(async () => {
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of ioredis is asked by each of its nodes', async () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port }]);
    closings.push(() => cluster.disconnect());

    await eventually(async () => {
      const { status, details } = await indicatorFor(cluster).check();
      expect(status).toBe('healthy');
      expect(details?.['TEA_used_memory_bytes']).toBeGreaterThan(0);
    });
  });

  it('of node-redis answers', async () => {
    const cluster = createCluster({ rootNodes: [{ url: node.url }] });
    closings.push(() => cluster.destroy());
    await cluster.connect();

    expect(await indicatorFor(cluster).check()).toMatchObject({ status: 'healthy' });
  });
});
