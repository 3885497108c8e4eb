import { createServer } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { EndpointsOptions } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { freePort } from '../support/services/free-port';

const TOKEN = 'correct-horse-battery';
const bearer = { authorization: `Bearer ${TOKEN}` };

class App {}

describe.each(platforms)('in production on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication | undefined;

  afterEach(async () => {
    await app?.close();
    app = undefined;
    logs.clear();
  });

  async function start(endpoints: EndpointsOptions = {}): Promise<string> {
    const service = { environment: 'production' };
    const module = {
      module: App,
      imports: [ObservabilityModule.forRoot({ service, endpoints, logs: { destination: logs } })],
    };
    app = await NestFactory.create(module, adapter(), { logger: false, abortOnError: false });
    return listen(app);
  }

  it.each<[string, EndpointsOptions, number, number]>([
    ['nothing is set', {}, 404, 404],
    ['they are open', { access: 'open' }, 200, 200],
    ['they are closed', { access: 'closed' }, 404, 404],
    ['only metrics are open', { access: { metrics: 'open' } }, 200, 404],
    ['only details are open', { access: { details: 'open' } }, 404, 200],
    ['a token is wanted', { token: TOKEN }, 401, 401],
    [
      'a token is wanted, and metrics are open',
      { token: TOKEN, access: { metrics: 'open' } },
      200,
      401,
    ],
    ['a guard refuses', { guard: () => false }, 404, 404],
    ['a guard lets in', { guard: async () => true }, 200, 200],
    ['a guard fails', { guard: () => Promise.reject(new Error('no store')) }, 404, 404],
    [
      'a token is wanted, and a guard for metrics',
      { token: TOKEN, guard: () => true, access: { metrics: 'guard' } },
      200,
      401,
    ],
  ])(
    'a stranger reads metrics and details as it should be: %s',
    async (_case, options, metrics, details) => {
      const base = await start(options);

      expect(await statusOf(`${base}/metrics`)).toBe(metrics);
      expect(await statusOf(`${base}/health/detail`)).toBe(details);
    },
  );

  it.each([
    ['Bearer correct-horse-battery', 200],
    ['bearer correct-horse-battery', 200],
    ['Bearer wrong-horse-battery', 401],
    ['Basic correct-horse-battery', 401],
  ])('with a token, "%s" is answered %i', async (authorization, status) => {
    const base = await start({ token: TOKEN });

    expect(await statusOf(`${base}/metrics`, { authorization })).toBe(status);
  });

  it('a guard sees the request', async () => {
    const base = await start({ guard: ({ headers }) => headers['x-from'] === 'ingress' });

    expect(await statusOf(`${base}/metrics`, { 'x-from': 'ingress' })).toBe(200);
    expect(await statusOf(`${base}/metrics`, { 'x-from': 'elsewhere' })).toBe(404);
  });

  it('a refused scrape tells nothing of the metrics', async () => {
    const base = await start({ token: TOKEN });

    const response = await fetch(`${base}/metrics`);

    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.text()).toBe('{"error":"A bearer token is required."}\n');
  });

  it('scrapes are counted and not logged', async () => {
    const base = await start({ access: 'open' });
    await fetch(`${base}/metrics`);

    const page = await (await fetch(`${base}/metrics`)).text();

    expect(page).toMatch(/duration_seconds_count\{[^}]*http_route="\/metrics"[^}]*\} 1\n/);
    expect(logs.access).toEqual([]);
  });

  it('OpenMetrics comes to who asks for it', async () => {
    const base = await start({ access: 'open' });

    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';
    const response = await fetch(`${base}/metrics`, { headers: { accept } });

    expect(response.headers.get('content-type')).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
    expect(await response.text()).toMatch(/\n# EOF\n$/);
  });

  it('a management port has everything, and the app port only what is for everybody', async () => {
    const port = await freePort();
    const base = await start({ management: { port }, token: TOKEN });
    const management = `http://127.0.0.1:${port}`;
    const paths = ['/metrics', '/health/detail', '/livez', '/readyz', '/startupz', '/health'];
    const of = (at: string, headers = {}): Promise<number[]> =>
      Promise.all(paths.map((path) => statusOf(at + path, headers)));

    expect(await of(base)).toEqual([401, 401, 200, 200, 200, 200]);
    expect(await of(management, bearer)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await statusOf(`${management}/orders`)).toBe(404);
  });

  it('a management port answers probes only, where there is no token', async () => {
    const port = await freePort();
    await start({ management: { port } });
    const management = `http://127.0.0.1:${port}`;

    expect(await statusOf(`${management}/metrics`)).toBe(404);
    expect(await statusOf(`${management}/readyz`)).toBe(200);
  });

  it('a management port wants the token where there is one', async () => {
    const port = await freePort();
    const base = await start({ management: { port }, token: TOKEN });
    const management = `http://127.0.0.1:${port}`;

    expect(await statusOf(`${management}/metrics`)).toBe(401);
    expect(await statusOf(`${management}/metrics`, bearer)).toBe(200);
    expect(await statusOf(`${base}/metrics`, bearer)).toBe(200);
  });

  it('a management port is closed with the app', async () => {
    const port = await freePort();
    await start({ management: { port } });

    await app?.close();
    app = undefined;

    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
  });

  it('a management port that is taken stops the start', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };

    const started = start({ management: { port } });

    await expect(started).rejects.toThrow(
      `endpoints.management: cannot listen on 127.0.0.1:${port} (listen EADDRINUSE`,
    );
    other.close();
  });
});

async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response.status;
}
