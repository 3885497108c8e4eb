import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { Counter, Histogram, register } from 'prom-client';
import { MetricsService } from 'nestjs-observability';
import { openDemoShop } from '../support/demo-app';
import type { DemoShop } from '../support/demo-app';
import { eventually } from '../support/eventually';
import { createFatesApp } from '../support/fates-app';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { PostgresDatabase } from '../support/services/postgres-database';
import { PrometheusServer } from '../support/services/prometheus-server';
import { RedisDatabase } from '../support/services/redis-database';

const COUNT = 'http_server_request_duration_seconds_count';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
/** Sent each so often, so that no number equals another by chance. */
const FATES: readonly { path: string; route: string; status: number; times: number }[] = [
  { path: 'ok/1', route: 'ok/:id', status: 200, times: 17 },
  { path: 'thrown', route: 'thrown', status: 500, times: 5 },
  { path: 'unavailable', route: 'unavailable', status: 503, times: 3 },
  { path: 'refused', route: 'refused', status: 403, times: 7 },
  { path: 'pipe/x', route: 'pipe/:id', status: 400, times: 2 },
  { path: 'filtered', route: 'filtered', status: 418, times: 4 },
  { path: 'oops', route: 'oops', status: 500, times: 6 },
  { path: 'middleware', route: 'middleware', status: 500, times: 8 },
];
const UNKNOWN_TIMES = 9;
const ABORTED_TIMES = 3;

describe.each(platforms)('Prometheus, scraping an app on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;
  let prometheus: PrometheusServer;

  beforeAll(async () => {
    app = await createFatesApp(adapter(), { logs: { destination: new LogRecorder() } });
    base = await listen(app);
    prometheus = await PrometheusServer.scraping(new URL(base).host);
  });

  afterAll(async () => {
    await prometheus.stop();
    await app.close();
  });

  it('counts exactly what was sent, by route and status, whatever became of it', async () => {
    for (const { path, times } of FATES) await get(`${base}/api/v1/fates/${path}`, times);
    for (let i = 0; i < UNKNOWN_TIMES; i += 1) await get(`${base}/nowhere/${i}`, 1);
    for (let i = 0; i < ABORTED_TIMES; i += 1) await abort(`${base}/api/v1/fates/slow`);

    const wanted = [
      ...FATES.map(({ route, status, times }) => `/api/v1/fates/${route} ${status}: ${times}`),
      `unknown 404: ${UNKNOWN_TIMES}`,
      `/api/v1/fates/slow 499: ${ABORTED_TIMES}`,
    ];
    await eventually(async () => {
      const answered = await prometheus.query(`${COUNT}{http_route!="/metrics"}`);
      const counted = answered.map(
        ({ metric, value }) =>
          `${metric['http_route']} ${metric['http_response_status_code']}: ${value}`,
      );
      expect(new Set(counted)).toEqual(new Set(wanted));
    }, 15_000);
  });

  it('gets the way from a bucket to a trace', async () => {
    const headers = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };
    await (await fetch(`${base}/api/v1/fates/ok/7`, { headers })).text();

    await eventually(async () => {
      const found = await prometheus.exemplars('http_server_request_duration_seconds_bucket');
      const ids = found.flatMap(({ exemplars }) =>
        exemplars.map(({ labels }) => labels['trace_id']),
      );
      expect(ids).toContain(TRACE_ID);
    }, 15_000);
  });
});

/** What promtool and Prometheus find wrong with a page. */
function mistakesOf(input: string): string {
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input });
  const samples = input.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const heads = samples.map((line) => line.slice(0, line.lastIndexOf(' ')));
  const twice = heads.filter((head, i) => heads.indexOf(head) !== i);
  return [String(stdout), String(stderr), ...twice].filter(Boolean).join('\n');
}

describe('the page of an app with default labels', () => {
  let app: INestApplication;

  afterEach(async () => {
    await app.close();
    register.clear();
  });

  it('is one that promtool has nothing to say about, whatever labels the metrics of the app have', async () => {
    const metrics = { prefix: 'shop_', defaultLabels: { team: 'checkout', shard: 3 } };
    const logs = { destination: new LogRecorder() };
    app = await createFatesApp(platforms[0]!.adapter(), { metrics, logs });
    const base = await listen(app);
    const labelled = { help: 'Tea.', labelNames: ['team', 'shard'] };
    const counter = new Counter({ ...labelled, name: 'cups_total' });
    const histogram = new Histogram({ ...labelled, name: 'pour_seconds' });
    const own = app
      .get(MetricsService)
      .gauge({ name: 'queued_cups', help: 'Queued cups.', labels: ['team', 'kind'] });
    for (const labels of [{}, { team: 'checkout' }, { team: 'checkout', shard: 3 }, { shard: 4 }]) {
      counter.inc(labels);
      histogram.observe(labels, 1);
    }
    own.set(1, { kind: 'green' });
    own.set(2, { team: 'checkout', kind: 'green' });
    for (const { path } of FATES) await get(`${base}/api/v1/fates/${path}`, 1);

    const text = await page(base);

    expect(mistakesOf(text)).toBe('');
    expect(text).toContain('queued_cups{team="checkout",kind="green",shard="3"} 2');
    expect(text).toContain('cups_total{team="checkout",shard="3"} 3');
  });
});

describe('the page of the demo shop', () => {
  let postgres: PostgresDatabase;
  let redis: RedisDatabase;
  let shop: DemoShop;

  beforeAll(async () => {
    postgres = await PostgresDatabase.create();
    redis = await RedisDatabase.create();
    const servers = { databaseUrl: postgres.url, redisUrl: redis.url };
    shop = await openDemoShop(platforms[0]!.adapter(), servers);
    const headers = { 'content-type': 'application/json' };
    const order = { method: 'POST', headers, body: JSON.stringify({ item: 'tea', quantity: 2 }) };
    await eventually(async () => {
      const { status } = await fetch(`${shop.base}/orders`, order);
      if (status !== 201) throw new Error(`an order was answered ${status}`);
    }, 10_000);
  });

  afterAll(async () => {
    await shop.close();
    await redis.remove();
    await postgres.remove();
  });

  it('is one that promtool has nothing to say about', async () => {
    expect(mistakesOf(await page(shop.base))).toBe('');
  });

  it('is small and comes soon', async () => {
    const bytes = Buffer.byteLength(await page(shop.base));

    expect(bytes).toBeLessThan(256 * 1024);
    // Again where the machine was busy with something else.
    await eventually(async () => expect(await medianMs(() => page(shop.base))).toBeLessThan(50));
  });

  it.each([
    'http_server_request_duration_seconds_count{',
    'http_server_request_db_queries_count{',
    'db_client_operation_duration_seconds_count{db_system_name="postgresql"',
    'db_client_connections{',
    'cache_operation_duration_seconds_count{cache="default",operation="get",outcome="miss"}',
    'redis_memory_used_bytes{',
    'queue_jobs{queue="receipts",state="waiting"}',
    'queue_workers{queue="receipts"}',
    'queue_oldest_waiting_seconds{queue="receipts"}',
    'process_resident_memory_bytes ',
    'nodejs_eventloop_lag_p99_seconds ',
    'operation_duration_seconds_count{operation="OrdersService.place",outcome="ok"}',
    'orders_placed_total{item="tea"}',
    'business_events_total{event="api_request"}',
    'active_users ',
  ])('has %s', async (start) => {
    await eventually(async () => {
      expect((await page(shop.base)).split('\n').filter((l) => l.startsWith(start))).not.toEqual(
        [],
      );
    }, 5000);
  });
});

async function page(base: string): Promise<string> {
  return (await fetch(`${base}/metrics`)).text();
}

/** The median of ten times. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[5]!;
}

async function get(url: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await (await fetch(url)).text();
}

/** Asks and hangs up before the answer. */
function abort(url: string): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(url);
    sent.on('error', () => resolve());
    sent.end();
    setTimeout(() => sent.destroy(), 60);
  });
}
