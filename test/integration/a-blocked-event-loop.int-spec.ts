import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, untilReady } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import { PostgresServer } from '../support/services/postgres-server';
import { RedisServer } from '../support/services/redis-server';
import { StallingProgram } from '../support/stalling-program';

/** Longer than any limit of a check or a page. */
const STALL_MS = 3800;
/** By then no answer is fresh any more, and the checks of a page have asked their dependencies. */
const ASKED_MS = 600;
/** The limits of a check and a page, and what a busy machine takes. */
const NOTICED_WITHIN_MS = 8000;

interface ShownCheck {
  readonly status: string;
  readonly message: string;
}

interface Page {
  readonly httpStatus: number;
  readonly checks: readonly ShownCheck[];
}

let postgres: PostgresServer;
let redis: RedisServer;
let proxies: readonly [FaultProxy, FaultProxy];
let app: StallingProgram;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
  const ports = [postgres.port, Number(new URL(redis.url).port)] as const;
  proxies = await Promise.all([FaultProxy.start(ports[0]), FaultProxy.start(ports[1])]);
  app = await StallingProgram.start({
    postgresUrl: `postgres://test@127.0.0.1:${proxies[0].port}/postgres`,
    redisUrl: `redis://127.0.0.1:${proxies[1].port}`,
  });
  await untilReady(app.base);
});

afterAll(async () => {
  await app.stop();
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await Promise.all([postgres.remove(), redis.kill()]);
});

async function page(path: string): Promise<Page> {
  const response = await fetch(app.base + path);
  const { checks = [] } = (await response.json()) as Partial<Page>;
  return { httpStatus: response.status, checks };
}

function switchAll(mode: 'pass' | 'hang'): void {
  for (const proxy of proxies) proxy.mode = mode;
}

describe.each<[string, (ms: number) => Promise<void>]>([
  ['blocked by synchronous work', (ms) => app.block(ms)],
  ['without a processor', (ms) => app.freeze(ms)],
])('an app that is %s while its dependencies are checked', (_cause, stall) => {
  it('is healthy and ready, keeps its connections, and says what it was', async () => {
    await sleep(ASKED_MS);
    const before = await app.connections();
    switchAll('hang');
    const pages = Promise.all(['/readyz', '/health'].map(page));
    await sleep(ASKED_MS);
    const stalled = stall(STALL_MS);
    await sleep(ASKED_MS);
    // From here on the answers wait in their sockets.
    switchAll('pass');
    await stalled;
    const [ready, health] = await pages;

    expect([ready?.httpStatus, health?.httpStatus]).toEqual([200, 200]);
    expect(health?.checks.filter(({ status }) => status === 'unhealthy')).toEqual([]);
    expect(health?.checks.map(({ message }) => message)).toEqual([
      expect.stringMatching(/the event loop was blocked for \d\.\d s/),
      expect.stringMatching(/the event loop was blocked for \d\.\d s/),
    ]);
    expect(await app.connections()).toEqual(before);
  });

  it('still notices a database that gives no answer, and that it is back', async () => {
    await sleep(ASKED_MS);
    proxies[0].mode = 'hang';
    const begin = performance.now();
    await Promise.all([page('/readyz'), stall(STALL_MS)]);
    await eventually(
      async () => expect(await page('/readyz')).toMatchObject({ httpStatus: 503 }),
      NOTICED_WITHIN_MS,
    );
    expect(performance.now() - begin).toBeLessThan(STALL_MS + NOTICED_WITHIN_MS);

    proxies[0].mode = 'pass';
    await eventually(
      async () => expect(await page('/readyz')).toMatchObject({ httpStatus: 200 }),
      NOTICED_WITHIN_MS,
    );
  });
});
