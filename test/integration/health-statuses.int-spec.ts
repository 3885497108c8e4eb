import { getQueueToken } from '@nestjs/bullmq';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import { Client } from 'pg';
import { ReceiptsProcessor } from '../../apps/demo/src/shop/receipts/receipts.processor';
import { WorkerSwitchService } from '../../apps/demo/src/playground/faults/worker-switch.service';
import { eventually, untilReady } from '../support/eventually';
import { OverwritingClient } from '../support/overwriting-client';
import { ProxiedShop, ShopServers } from '../support/proxied-shop';
import type { Dependency } from '../support/proxied-shop';

const MAX_CONNECTIONS = 20;
/** 85 % of them, whoever has them. */
const USED_CONNECTIONS = 17;
const SHOWN_WITHIN_MS = 6000;
const BACK_WITHIN_MS = 10_000;

/** Every page of health that a stranger may ask for. */
const PAGES = [
  '/health',
  '/health?verbose',
  '/health?format=health%2Bjson',
  '/health?format=terminus',
  '/health/database',
  '/health/cache',
  '/health/detail',
  '/readyz?verbose',
  '/readyz/database',
  '/livez?verbose',
  '/startupz?verbose',
];

/** Each status is believed at once: what is told here is what a check finds. */
const HEALTH = { cacheMs: 50, fall: 1, rise: 1 };
const INTEGRATIONS = { cache: { timeoutMs: 500 }, queue: { timeoutMs: 500 } };

/** The states of jobs that are not done. */
const TO_DO = ['waiting', 'active'] as const;

interface Fault {
  readonly check: Dependency;
  readonly fault: string;
  readonly httpStatus: 200 | 503;
  readonly status: 'degraded' | 'unhealthy';
  readonly shown: 'degraded' | 'unhealthy';
  readonly message?: string;
  begin(): unknown;
  end(): unknown;
}

describe('the health of the shop', () => {
  let servers: ShopServers;
  let shop: ProxiedShop;
  let others: Client[] = [];
  let overwriting: OverwritingClient | undefined;

  beforeAll(async () => {
    servers = await ShopServers.start(`max_connections=${MAX_CONNECTIONS}`);
    shop = await ProxiedShop.open(new FastifyAdapter(), servers, HEALTH, {
      integrations: INTEGRATIONS,
    });
    await untilReady(shop.base);
    await becomes({ httpStatus: 200, status: 'healthy' }, BACK_WITHIN_MS);
  });

  afterAll(async () => {
    await shop.close();
    await servers.stop();
  });

  const critical = { httpStatus: 503, status: 'unhealthy', shown: 'unhealthy' } as const;
  const notCritical = { httpStatus: 200, status: 'degraded', shown: 'unhealthy' } as const;
  const degraded = { httpStatus: 200, status: 'degraded', shown: 'degraded' } as const;
  const slow = (check: Dependency, delayMs: number): unknown =>
    Object.assign(shop.proxies[check], { delayMs, mode: 'slow' });

  const faults: Fault[] = [
    {
      ...critical,
      check: 'database',
      fault: 'is stopped',
      begin: () => servers.postgres.stop(),
      end: () => servers.postgres.start(),
    },
    {
      ...critical,
      check: 'database',
      fault: 'is killed',
      begin: () => servers.postgres.kill(),
      end: () => servers.postgres.start(),
    },
    {
      ...critical,
      check: 'database',
      fault: 'is paused',
      begin: () => servers.postgres.pause(),
      end: () => servers.postgres.resume(),
    },
    {
      ...degraded,
      check: 'database',
      fault: 'answers in 900 ms instead of 500',
      message: 'database is slow',
      begin: () => slow('database', 450),
      end: () => shop.fall('pass'),
    },
    {
      ...degraded,
      check: 'database',
      fault: 'has 85 % of its connections used',
      message: 'high connection usage: 85.0%',
      begin: useConnections,
      end: () => Promise.all(others.splice(0).map((client) => client.end())),
    },
    {
      ...notCritical,
      check: 'cache',
      fault: 'is killed',
      begin: () => servers.cache.kill(),
      end: () => servers.cache.start(),
    },
    {
      ...notCritical,
      check: 'cache',
      fault: 'is paused',
      begin: () => servers.cache.pause(),
      end: () => servers.cache.resume(),
    },
    {
      ...notCritical,
      check: 'cache',
      fault: 'gives another value back than was set',
      message: 'cache read/write failed',
      begin: async () => {
        slow('cache', 20);
        overwriting = await OverwritingClient.at(servers.cache.url);
      },
      end: async () => {
        shop.fall('pass');
        await overwriting?.stop();
      },
    },
    {
      ...degraded,
      check: 'queue',
      fault: 'has 1,001 jobs',
      message: 'high task queue, 1001 jobs',
      begin: () => fillQueue(1001),
      end: emptyQueue,
    },
    {
      ...notCritical,
      check: 'queue',
      fault: 'has no worker',
      message: 'no active workers',
      begin: () => shop.app.get(WorkerSwitchService, { strict: false }).stop(),
      end: () => shop.app.get(WorkerSwitchService, { strict: false }).start(),
    },
    {
      ...notCritical,
      check: 'queue',
      fault: 'is killed',
      begin: () => servers.queue.kill(),
      end: () => servers.queue.start(),
    },
    {
      ...notCritical,
      check: 'queue',
      fault: 'is paused',
      begin: () => servers.queue.pause(),
      end: () => servers.queue.resume(),
    },
    {
      ...degraded,
      check: 'external_services',
      fault: 'is cut off',
      begin: () => shop.fall('reset', ['external_services']),
      end: () => shop.fall('pass'),
    },
  ];

  it.each(faults)(
    'is $status with $httpStatus, and $check $shown, while $check $fault',
    async ({ check, httpStatus, status, shown, message, begin, end }) => {
      await begin();
      try {
        await becomes({ httpStatus, status, checks: { [check]: shown } }, SHOWN_WITHIN_MS, message);
        expect(await anonymousStatus('/health')).toEqual([httpStatus, { status }]);
        // Readiness and liveness of an instance do not hang on what all instances share.
        expect((await anonymousStatus('/readyz'))[0]).toBe(200);
        expect((await anonymousStatus('/livez'))[0]).toBe(200);
        expect(await leaks()).toEqual([]);
      } finally {
        await end();
      }
      await becomes({ httpStatus: 200, status: 'healthy' }, BACK_WITHIN_MS);
    },
  );

  interface Expected {
    readonly httpStatus: number;
    readonly status: string;
    readonly checks?: Readonly<Record<string, string>>;
  }

  async function becomes(expected: Expected, withinMs: number, message = ''): Promise<void> {
    await eventually(async () => {
      const { httpStatus, status, checks } = await shop.health();
      const found = Object.fromEntries(checks.map((check) => [check.name, check.status]));
      expect({ httpStatus, status, checks: found }).toMatchObject(expected);
      expect(checks.map((check) => check.message).join('\n')).toContain(message);
    }, withinMs);
  }

  async function anonymousStatus(path: string): Promise<[status: number, body: unknown]> {
    const response = await fetch(shop.base + path);
    const { status } = (await response.json()) as { status: string };
    return [response.status, { status }];
  }

  /** What strangers read somewhere and must not. */
  async function leaks(): Promise<string[]> {
    const texts = await Promise.all(
      PAGES.map(async (page) => (await fetch(shop.base + page)).text()),
    );
    return shop.secrets.filter((secret) => texts.some((text) => text.includes(secret)));
  }

  async function useConnections(): Promise<void> {
    const { used } = await connections();
    others = Array.from(
      { length: USED_CONNECTIONS - used },
      () => new Client(servers.postgres.url),
    );
    await Promise.all(others.map((client) => client.connect()));
  }

  async function connections(): Promise<{ used: number }> {
    const client = new Client(servers.postgres.url);
    await client.connect();
    const sql = `SELECT count(*)::int - 1 AS used FROM pg_stat_activity WHERE backend_type = 'client backend'`;
    const { rows } = await client.query<{ used: number }>(sql);
    await client.end();
    return { used: rows[0]?.used ?? 0 };
  }

  function queue(): Queue {
    return shop.app.get<Queue>(getQueueToken('receipts'), { strict: false });
  }

  function processor(): ReceiptsProcessor {
    return shop.app.get(ReceiptsProcessor, { strict: false });
  }

  /** The worker is there and takes none of them. */
  async function fillQueue(jobs: number): Promise<void> {
    await processor().worker.pause(true);
    const job = { name: 'receipt', data: { orderId: 0 } };
    // It still takes the one that it was waiting for.
    await queue().add(job.name, job.data);
    await eventually(async () => expect(await queue().getJobCountByTypes(...TO_DO)).toBe(0));
    await queue().addBulk(Array.from({ length: jobs }, () => job));
  }

  async function emptyQueue(): Promise<void> {
    await queue().drain();
    await processor().worker.resume();
  }
});
