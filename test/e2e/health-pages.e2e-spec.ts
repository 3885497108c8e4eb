import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AvailabilityService } from 'nestjs-observability';
import { FakeHealthApp, BEARER, SECRET_REASON, TOKEN } from '../support/fake-health-app';
import { malformedRequests } from '../support/malformed-targets';
import { listen, platforms } from '../support/platforms';
import { sendRaw } from '../support/raw-request';
import { freePort } from '../support/services/free-port';

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

describe.each(platforms)('the pages of health on $platform', ({ adapter }) => {
  const fake = new FakeHealthApp();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(fake.module(), adapter(), { logger: false });
    base = await listen(app);
  });

  afterAll(() => app.close());
  beforeEach(() => fake.heal());

  async function get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    const response = await fetch(base + path, { headers });
    const type = response.headers.get('content-type') ?? '';
    expect(response.headers.get('cache-control')).toBe('no-store');
    return { status: response.status, type, body: await response.text() };
  }

  const parsed = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse((await get(path, BEARER)).body) as Record<string, unknown>;

  describe('for strangers', () => {
    it.each([
      ['json', 503, 'application/json; charset=utf-8', '{"status":"unhealthy"}\n'],
      ['health+json', 503, 'application/health+json', '{"status":"fail"}\n'],
      ['terminus', 503, 'application/json; charset=utf-8', '{"status":"error"}\n'],
      ['text', 503, 'text/plain; charset=utf-8', 'healthz check failed\n'],
    ])('tell the status alone as %s', async (format, status, type, body) => {
      fake.database.finds('unhealthy', SECRET_REASON);

      expect(await get(`/health?format=${format}`)).toEqual({ status, type, body });
    });

    it.each(['/health', '/health/orders', '/readyz', '/livez', '/startupz', '/health/ready'])(
      'at %s name no check and no reason in any format',
      async (path) => {
        fake.database.finds('unhealthy', SECRET_REASON);
        fake.disk.finds('unhealthy', SECRET_REASON);
        const forms = ['', '?verbose', '?format=terminus', '?format=health%2Bjson', '?exclude=no'];

        for (const form of forms) {
          const { body } = await get(path + form);
          expect(body).not.toMatch(/database|cache|disk|10\.0\.0\.7|ECONNREFUSED|no matches/);
        }
      },
    );

    it('do not tell which checks there are', async () => {
      const known = await get('/health/database');
      const paths = ['/health/nosuch', '/readyz/disk', '/readyz/nosuch', '/livez/database'];

      expect(known).toMatchObject({ status: 404, body: '{"error":"Not found"}\n' });
      for (const path of paths) expect(await get(path)).toEqual(known);
    });

    it('leave nothing out, whatever they are asked', async () => {
      fake.disk.finds('unhealthy');

      expect((await get('/readyz?exclude=disk')).status).toBe(503);
    });

    it('have a page for each group, with its status', async () => {
      fake.cache.finds('unhealthy');
      expect(await get('/health/orders')).toMatchObject({
        status: 200,
        body: '{"status":"degraded"}\n',
      });

      fake.database.finds('unhealthy');
      expect((await get('/health/orders')).status).toBe(503);
      expect((await get('/health/live')).status).toBe(200);
      expect((await get('/health/ready')).status).toBe(200);
    });
  });

  describe('for who may see details', () => {
    it('are the text of Kubernetes with ?verbose', async () => {
      fake.database.finds('unhealthy', SECRET_REASON);

      expect(await get('/health?verbose', BEARER)).toEqual({
        status: 503,
        type: 'text/plain; charset=utf-8',
        body: [
          '[-]database failed: reason withheld',
          '[+]cache ok',
          '[+]disk ok',
          'healthz check failed\n',
        ].join('\n'),
      });
      expect(await get('/readyz?verbose', BEARER)).toMatchObject({
        status: 200,
        body: '[+]availability ok\n[+]disk ok\nreadyz check passed\n',
      });
    });

    it('come in the format that the client accepts', async () => {
      const headers = { ...BEARER, accept: 'application/health+json' };

      const { type, body } = await get('/health', headers);

      expect(type).toBe('application/health+json');
      expect(JSON.parse(body)).toMatchObject({
        status: 'pass',
        releaseId: '1.2.3',
        checks: { 'database:responseTime': [{ componentType: 'datastore', status: 'pass' }] },
      });
    });

    it('have the shape of Terminus where it is wanted', async () => {
      fake.cache.finds('unhealthy', 'gone');

      expect(await parsed('/health?format=terminus')).toMatchObject({
        status: 'ok',
        info: { database: { status: 'up' }, disk: { status: 'up' } },
        error: { cache: { status: 'down', message: 'gone' } },
        details: { cache: { status: 'down' } },
      });
    });

    it('show one check with its past', async () => {
      fake.cache.finds('unhealthy', 'gone');
      await get('/health');
      fake.cache.finds('healthy');

      const page = await parsed('/health/cache');

      expect(page).toMatchObject({ name: 'cache', status: 'healthy', critical: false });
      expect(page['history']).toMatchObject({
        last_failure: { message: 'gone', at: expect.stringMatching(/^\d{4}-/) },
        latency_ms: { p50: expect.any(Number), max: expect.any(Number) },
        last_flips: expect.arrayContaining([
          { at: expect.any(String), from: 'healthy', to: 'unhealthy' },
          { at: expect.any(String), from: 'unhealthy', to: 'healthy' },
        ]),
      });
    });

    it.each([
      ['/health/cache', 503],
      ['/health/cache?verbose', 503],
      ['/health/disk', 200],
      ['/readyz/disk', 200],
      ['/readyz/cache', 404],
      ['/livez/cache', 404],
      ['/health/nosuch', 404],
    ])('answer %s by that check alone: %i', async (path, status) => {
      fake.cache.finds('unhealthy');

      expect((await get(path, BEARER)).status).toBe(status);
    });

    it('name the checks that there are, when another is asked for', async () => {
      const { body } = await get('/health/nosuch', BEARER);

      expect(JSON.parse(body)).toEqual({
        error: 'Not found',
        checks: ['database', 'cache', 'disk'],
      });
    });

    it('leave out what they are asked to, and say what they cannot', async () => {
      fake.disk.finds('unhealthy');
      const path = '/readyz?verbose&exclude=disk&exclude=nosuch';

      expect(await get(path, BEARER)).toMatchObject({
        status: 200,
        body: [
          '[+]availability ok',
          '[+]disk excluded: ok',
          'warn: some health checks cannot be excluded: no matches for "nosuch"',
          'readyz check passed\n',
        ].join('\n'),
      });
      expect((await get('/readyz?exclude=disk', BEARER)).body).toBe('{"status":"healthy"}\n');
      expect(await parsed('/health?exclude=disk')).toMatchObject({
        status: 'healthy',
        excluded: ['disk'],
        summary: { total: 2 },
      });
    });

    it('tell at /health/detail what is known of the app, its checks and its surroundings', async () => {
      fake.cache.finds('degraded', 'slow');

      expect(await parsed('/health/detail')).toMatchObject({
        status: 'degraded',
        availability: { state: 'ready' },
        history: { database: { results: expect.any(Number), flips: expect.any(Number) } },
        conditions: expect.arrayContaining([
          { product: 'TypeORM', detected: false, what: [], reason: expect.any(String) },
        ]),
        system: { node_version: process.version },
        process: { pid: process.pid, uptime_seconds: expect.any(Number) },
      });
    });
  });

  it('say that the app itself wants no requests, and why to who may see it', async () => {
    const availability = app.get(AvailabilityService);
    availability.notReady('The cache is being filled');

    const bare = await get('/readyz');
    const text = await get('/readyz?verbose', BEARER);
    const single = await get('/readyz/disk?verbose', BEARER);
    const detail = await parsed('/health/detail');
    availability.ready();

    expect(bare).toMatchObject({ status: 503, body: '{"status":"unhealthy"}\n' });
    expect(single.body).toBe('[+]disk ok\nreadyz check passed\n');
    expect(text.body).toBe(
      '[-]availability failed: reason withheld\n[+]disk ok\nreadyz check failed\n',
    );
    expect(detail).toMatchObject({
      status: 'healthy',
      availability: { state: 'not-ready', reason: 'The cache is being filled' },
    });
    expect((await get('/readyz')).status).toBe(200);
  });

  it.each(['/health', '/health/orders?format=text', '/livez/nosuch', '/readyz?verbose'])(
    'answer HEAD at %s like GET, without a body',
    async (path) => {
      const [head, whole] = await Promise.all(
        ['HEAD', 'GET'].map((method) => fetch(base + path, { method })),
      );

      expect(head!.status).toBe(whole!.status);
      expect(head!.headers.get('content-length')).toBe(whole!.headers.get('content-length'));
      expect(await head!.text()).toBe('');
    },
  );

  it.each(['/health', '/readyz', '/livez', '/startupz', '/health/detail'])(
    'answer malformed requests around %s without a failure and without a stack',
    async (path) => {
      const answers = await Promise.all(malformedRequests(path).map((raw) => sendRaw(base, raw)));

      expect(answers.length).toBeGreaterThanOrEqual(35);
      for (const answer of answers) {
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
        expect(answer).not.toMatch(/node_modules|\.ts:\d|<script>|set-cookie/i);
      }
      expect((await get('/health', BEARER)).status).toBe(200);
      expect(fake.logs.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

describe('the pages of health at the management port', () => {
  const fake = new FakeHealthApp();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const port = await freePort();
    const module = fake.module({ endpoints: { token: TOKEN, management: { port } } });
    app = await NestFactory.create(module, { logger: false });
    await listen(app);
    base = `http://127.0.0.1:${port}`;
  });

  afterAll(() => app.close());

  it('are those of the main port', async () => {
    const check = await fetch(`${base}/health/cache`, { headers: BEARER });

    expect(await (await fetch(`${base}/health?verbose`)).text()).toBe('healthz check passed\n');
    expect(await check.json()).toMatchObject({ name: 'cache', status: 'healthy' });
  });

  it('answer malformed requests without a failure and without a stack', async () => {
    const paths = ['/health', '/readyz', '/health/detail', '/metrics'];
    const requests = paths.flatMap((path) => malformedRequests(path));

    for (const answer of await Promise.all(requests.map((raw) => sendRaw(base, raw)))) {
      expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      expect(answer).not.toMatch(/node_modules|\.ts:\d|<script>|set-cookie/i);
    }
  });
});

describe.each(platforms)('an app with routes below /health on $platform', ({ adapter }) => {
  const fake = new FakeHealthApp();
  const warnings: unknown[] = [];
  const logger = { log: ignore, error: ignore, warn: (text: unknown) => void warnings.push(text) };
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(fake.module({}, true), adapter(), { logger });
    base = await listen(app);
  });

  afterAll(() => app.close());

  it('keeps them, and all that is below, and is told so', async () => {
    const own = await fetch(`${base}/health/app/orders`);
    const check = await fetch(`${base}/health/database`, { headers: BEARER });

    expect([own.status, await own.text()]).toEqual([200, "the app's own"]);
    expect([check.status, await check.text()]).toEqual([
      404,
      expect.stringContaining('Cannot GET /health/database'),
    ]);
    expect(warnings).toContain(
      'The app has a route /health/app/orders of its own, which takes precedence: the library does ' +
        'not respond below /health/. Set endpoints.paths to serve its pages at another path.',
    );
  });

  it('has the pages themselves all the same', async () => {
    for (const path of ['/health', '/health/detail', '/readyz/disk']) {
      expect((await fetch(base + path, { headers: BEARER })).status).toBe(200);
    }
  });
});

function ignore(): void {}
