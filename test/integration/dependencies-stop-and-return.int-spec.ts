import { setTimeout as sleep } from 'node:timers/promises';
import { openDemoShop } from '../support/demo-app';
import type { DemoShop } from '../support/demo-app';
import { eventually } from '../support/eventually';
import { platforms } from '../support/platforms';
import { PostgresServer } from '../support/services/postgres-server';
import { RedisServer } from '../support/services/redis-server';
import { startPriceSupplier } from '../../apps/demo/src/playground/servers/price-supplier';

/** How soon a change for the worse must show. */
const WITHIN_MS = 3000;
/** How soon the way back must: clients wait before they try again. */
const BACK_WITHIN_MS = 10_000;

interface Health {
  readonly status: string;
  readonly checks: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
  }[];
}

describe.each(platforms)('the health of the shop on $platform, with Redis', ({ adapter }) => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  let shop: DemoShop;
  const liveness: number[] = [];
  let prober: Promise<void>;
  const end = new AbortController();

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
    shop = await openDemoShop(adapter(), { databaseUrl: postgres.url, redisUrl: redis.url });
    await becomes('healthy', 200, {});
    prober = probe();
  });

  afterAll(async () => {
    end.abort();
    await prober;
    // Clients of a dead server close late; a test that failed half-way may have left one.
    if (!redis.isRunning) await redis.start();
    await shop.close();
    await Promise.all([postgres.remove(), redis.stop()]);
  });

  it('is unhealthy while the database is stopped, and healthy when it is back; it serves meanwhile', async () => {
    await postgres.stop();
    await becomes('unhealthy', 503, { database: 'unhealthy', cache: 'healthy' });
    expect((await fetch(`${shop.base}/readyz`)).status).toBe(200);

    await postgres.start();
    await becomes('healthy', 200, { database: 'healthy' });
    expect((await fetch(`${shop.base}/readyz`)).status).toBe(200);
  });

  // Before Redis stops: a worker of BullMQ 6.7 that is closed while it puts a lost connection back leaves it open.
  it('is degraded while no worker takes jobs, and healthy when one does', async () => {
    await putWorker('down');
    await becomes('degraded', 200, { queue: 'unhealthy', cache: 'healthy' });

    await putWorker('ok');
    await becomes('healthy', 200, { queue: 'healthy' });
  });

  it('is degraded while Redis is stopped, and healthy when it is back', async () => {
    await redis.stop();
    await becomes('degraded', 200, { database: 'healthy', cache: 'unhealthy', queue: 'unhealthy' });

    await redis.start();
    await becomes('healthy', 200, { cache: 'healthy', queue: 'healthy' });
  });

  it('is degraded while the external service is stopped, and healthy when it is back', async () => {
    const port = Number(new URL(shop.supplier.url).port);
    await shop.supplier.stop();
    await becomes('degraded', 200, { external_services: 'degraded', database: 'healthy' });

    const again = await startPriceSupplier(port);
    await becomes('healthy', 200, { external_services: 'healthy' });
    await again.stop();
  });

  it('never failed its liveness probe meanwhile', () => {
    expect(liveness.length).toBeGreaterThan(20);
    expect(new Set(liveness)).toEqual(new Set([200]));
  });

  async function putWorker(mode: 'ok' | 'down'): Promise<void> {
    const { ok } = await fetch(`${shop.base}/faults/worker/${mode}`, { method: 'PUT' });
    expect(ok).toBe(true);
  }

  /** Asks for liveness all the time; no answer at all is written down as 0. */
  async function probe(): Promise<void> {
    while (!end.signal.aborted) {
      const answer = fetch(`${shop.base}/livez`).then(({ status }) => status);
      liveness.push(await answer.catch(() => 0));
      await sleep(100);
    }
  }

  async function becomes(
    status: string,
    httpStatus: number,
    checks: Readonly<Record<string, string>>,
  ): Promise<void> {
    const limitMs = status === 'healthy' ? BACK_WITHIN_MS : WITHIN_MS;
    const startedAt = performance.now();
    await eventually(async () => {
      const response = await fetch(`${shop.base}/health`);
      const health = (await response.json()) as Health;
      const found = Object.fromEntries(health.checks.map((check) => [check.name, check.status]));
      expect({ httpStatus: response.status, status: health.status, checks: found }).toMatchObject({
        httpStatus,
        status,
        checks,
      });
    }, limitMs);
    expect(performance.now() - startedAt).toBeLessThan(limitMs);
  }
});
