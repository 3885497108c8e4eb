import KeyvRedis from '@keyv/redis';
import { createCache } from 'cache-manager';
import Redis from 'ioredis';
import { Keyv } from 'keyv';
import { createClient } from 'redis';
import {
  CacheIndicator,
  cacheManager,
  INTEGRATIONS_DEFAULTS,
  ioredis,
  nodeRedis,
} from '../../libs/observability/src/integrations';
import type { Integration } from '../../libs/observability/src/integrations';
import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import { RedisServer } from '../support/services/redis-server';

/** How soon health must be back after the way to the server is whole again. */
const HEALED_WITHIN_MS = 10_000;
const LOST_WITHIN_MS = 15_000;
const QUICK = { ...INTEGRATIONS_DEFAULTS.cache, timeoutMs: 300 };

/** With it a client replaces a connection that was lost in silence: docs/integrations/redis.md. */
const SOCKET_TIMEOUT_MS = 1000;
/** node-redis closes idle connections after it, unless it sends pings; by default it does not reconnect then. */
const KEPT_ALIVE = {
  pingInterval: 300,
  socket: { socketTimeout: SOCKET_TIMEOUT_MS, reconnectStrategy: () => 100 },
};

/** One of the app's clients, of one product. */
interface AppClient {
  readonly instance: object;
  /** A command of the app's own. */
  use(): Promise<unknown>;
  close(): Promise<unknown> | void;
}

const products: Readonly<Record<string, (url: string) => Promise<AppClient>>> = {
  ioredis: async (url) => {
    const redis = new Redis(url, { socketTimeout: SOCKET_TIMEOUT_MS });
    redis.on('error', () => undefined);
    await redis.ping();
    return { instance: redis, use: () => redis.get('tea'), close: () => redis.disconnect() };
  },
  'node-redis': async (url) => {
    const redis = createClient({ url, ...KEPT_ALIVE });
    redis.on('error', () => undefined);
    await redis.connect();
    return { instance: redis, use: () => redis.get('tea'), close: () => redis.destroy() };
  },
  'cache-manager': async (url) => {
    const store = new KeyvRedis({ url, disableOfflineQueue: true, ...KEPT_ALIVE });
    store.on('error', () => undefined);
    const cache = createCache({ stores: [new Keyv({ store })] });
    await cache.get('tea');
    return { instance: cache, use: () => cache.get('tea'), close: () => cache.disconnect() };
  },
};

const integrations: Readonly<Record<string, Integration>> = {
  ioredis,
  'node-redis': nodeRedis,
  'cache-manager': cacheManager,
};

let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});

afterAll(() => redis.stop());

describe.each(Object.keys(products))('the health of Redis by %s', (product) => {
  let proxy: FaultProxy;
  let client: AppClient;
  let indicator: CacheIndicator;

  beforeAll(async () => {
    proxy = await FaultProxy.start(Number(new URL(redis.url).port));
    client = await products[product]!(`redis://127.0.0.1:${proxy.port}`);
    const provided = [{ token: 'TEA', instance: client.instance }];
    const found = integrations[product]!.caches!(provided, INTEGRATIONS_DEFAULTS);
    indicator = new CacheIndicator(found, 'cache', QUICK);
  });

  afterAll(async () => {
    await client.close();
    await proxy.stop();
  });

  it('is healthy, and tells memory and clients', async () => {
    // More than 100 ms are slow, and the first answers may be on a busy machine.
    const { details } = await eventually(async () => {
      const finding = await indicator.check();
      expect(finding.status).toBe('healthy');
      return finding;
    });
    const told = Object.keys(details ?? {}).map((key) => key.replace(/^(TEA|default)_/, ''));

    expect(told).toEqual(expect.arrayContaining(['used_memory_bytes', 'connected_clients']));
  });

  it.each([
    ['hang', HEALED_WITHIN_MS],
    ['drop', LOST_WITHIN_MS],
    ['half-open', LOST_WITHIN_MS],
  ] as const)(
    'falls at its first time-out and comes back when the way was in mode %s',
    async (mode, withinMs) => {
      const before = proxy.accepted;
      proxy.mode = mode;

      const findings = await Promise.all(Array.from({ length: 500 }, () => indicator.check()));
      const opened = proxy.accepted - before;
      proxy.mode = 'pass';
      await eventually(async () => {
        expect(await indicator.check()).toMatchObject({ status: 'healthy' });
      }, withinMs);

      expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['unhealthy']));
      expect(opened).toBeLessThanOrEqual(2);
      expect(proxy.accepted - before).toBeLessThanOrEqual(4);
      expect(await client.use()).toBeFalsy();
    },
  );
});

describe('a client of Redis without a limit of its own', () => {
  it.each<[string, (url: string) => AppClient, string]>([
    [
      'ioredis',
      (url) => {
        const instance = new Redis(url);
        return { instance, use: () => instance.ping(), close: () => instance.disconnect() };
      },
      'if the connection is dead, ioredis replaces it only with socketTimeout set',
    ],
    [
      'node-redis',
      (url) => {
        const instance = createClient({ url });
        return { instance, use: () => instance.connect(), close: () => instance.destroy() };
      },
      'if the connection is dead, node-redis replaces it only with socket.socketTimeout and socket.reconnectStrategy set',
    ],
  ])('is named with the setting by the check: %s', async (product, open, remedy) => {
    const proxy = await FaultProxy.start(Number(new URL(redis.url).port));
    const client = open(`redis://127.0.0.1:${proxy.port}`);
    await client.use();
    const found = integrations[product]!.caches!(
      [{ token: 'TEA', instance: client.instance }],
      INTEGRATIONS_DEFAULTS,
    );
    proxy.mode = 'half-open';

    const finding = await new CacheIndicator(found, 'cache', QUICK).check();
    await client.close();
    await proxy.stop();

    expect(finding.message).toBe(`TEA Redis failed: no answer within 300 ms (${remedy})`);
  });
});
