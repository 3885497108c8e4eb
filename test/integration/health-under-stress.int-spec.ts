import { setTimeout as sleep } from 'node:timers/promises';
import { ExpressAdapter } from '@nestjs/platform-express';
import { HealthService } from 'nestjs-observability';
import { eventually, untilReady } from '../support/eventually';
import { heapInUse } from '../support/metrics-heap';
import { probeStorm } from '../support/probe-storm';
import { DEPENDENCIES, ProxiedShop, ShopServers } from '../support/proxied-shop';

const FLAPS = 20;
const FLAPS_EVERY_MS = 300;
const BACK_WITHIN_MS = 15_000;
const BLOCKED_MS = 2000;
const ROUNDS = 5;
const PROBES_A_ROUND = 20_000;
/** In MiB; a record of 100 bytes for each probe would be 10. */
const MAX_GROWTH = 5;

/** What the line says of a change of health. */
interface Change {
  readonly name: string;
  readonly status: string;
  readonly before: string;
}

describe('the health of the shop', () => {
  let servers: ShopServers;
  let shop: ProxiedShop;

  beforeAll(async () => {
    servers = await ShopServers.start();
    shop = await ProxiedShop.open(new ExpressAdapter(), servers);
    await untilReady(shop.base);
    await untilHealthy();
  });

  afterAll(async () => {
    await shop.close();
    await servers.stop();
  });

  afterEach(async () => {
    shop.fall('pass');
    await untilHealthy();
  });

  it('changes no more often than a dependency that flaps every 300 ms, one line and count each', async () => {
    const [linesBefore, countBefore] = [changesOf('database').length, await countOf('database')];

    for (let i = 0; i < FLAPS; i += 1) {
      shop.fall(i % 2 === 0 ? 'reset' : 'pass', ['database']);
      await probeFor(FLAPS_EVERY_MS);
    }
    shop.fall('pass');
    await untilHealthy();

    const changes = changesOf('database').slice(linesBefore);
    expect(changes.length).toBeLessThanOrEqual(FLAPS);
    expect(await countOf('database')).toBe(countBefore + changes.length);
    // Each one goes on where the one before it ended.
    const chain = ['healthy', ...changes.map(({ status }) => status)];
    expect(changes.map(({ before }) => before)).toEqual(chain.slice(0, -1));
    expect(chain.at(-1)).toBe('healthy');
    for (const { before, status } of changes) expect(before).not.toBe(status);
  });

  it('leaves liveness alone while everything is down', async () => {
    shop.fall('reset');
    await eventually(async () => expect((await shop.health()).httpStatus).toBe(503), 6000);

    const { probes, alongside } = await probeStorm(shop.base, { path: '/livez', probes: 50 });

    expect(probes.statuses).toEqual({ 200: 50 });
    expect(Object.keys(alongside.statuses)).toEqual(['200']);
    expect(probes.slowestMs).toBeLessThan(1000);
  });

  it('says that the app lives, only later, when its event loop is blocked for two seconds', async () => {
    const before = changesOf(...DEPENDENCIES).length;
    // From the first probe on, so that the others come while it is blocked.
    shop.app.getHttpServer().once('request', () => {
      const until = performance.now() + BLOCKED_MS;
      while (performance.now() < until) Math.hypot(until, 1);
    });

    const { probes, alongside } = await probeStorm(shop.base, { path: '/livez', probes: 100 });

    expect(probes.statuses).toEqual({ 200: 100 });
    expect(Object.keys(alongside.statuses)).toEqual(['200']);
    expect(Math.max(probes.slowestMs, alongside.slowestMs)).toBeGreaterThan(BLOCKED_MS / 2);
    expect(changesOf(...DEPENDENCIES)).toHaveLength(before);
  });

  it('keeps nothing of 100,000 probes, though no dependency answers', async () => {
    const health = shop.app.get(HealthService, { strict: false });
    shop.fall('hang');
    await ask(PROBES_A_ROUND, health);
    const before = await heapInUse();

    for (let round = 0; round < ROUNDS; round += 1) await ask(PROBES_A_ROUND, health);

    expect((await heapInUse()) - before).toBeLessThan(MAX_GROWTH);
    expect(shop.pool.waitingCount).toBeLessThanOrEqual(1);
  }, 30_000);

  async function probeFor(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (performance.now() < until) {
      const { status } = await fetch(`${shop.base}/health`);
      expect([200, 503]).toContain(status);
      await sleep(30);
    }
  }

  function changesOf(...names: readonly string[]): Change[] {
    const lines = shop.logs.lines.filter(({ message }) => message.startsWith('health check '));
    // Lines of checks say so.
    const changes = lines.map(({ check }) => check as Change);
    return changes.filter(({ name }) => names.includes(name));
  }

  async function countOf(check: string): Promise<number> {
    const samples = await shop.samples('health_status_changes_total');
    const own = samples.filter(({ labels }) => labels['check'] === check);
    return own.reduce((sum, { value }) => sum + value, 0);
  }

  async function untilHealthy(): Promise<void> {
    await eventually(async () => {
      expect(await shop.health()).toMatchObject({ httpStatus: 200, status: 'healthy' });
    }, BACK_WITHIN_MS);
  }
});

/** Many at once, in the process itself; liveness and readiness hang on no dependency. */
async function ask(probes: number, health: HealthService): Promise<void> {
  const reports = Array.from({ length: probes }, () => health.report());
  const [live, ready] = await Promise.all([health.live(), health.ready(), ...reports]);
  expect([live.status, ready.status]).toEqual(['healthy', 'healthy']);
}
