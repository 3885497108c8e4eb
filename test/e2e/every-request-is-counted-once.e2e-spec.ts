import { request } from 'node:http';
import { connect } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import * as SentryNest from '@sentry/nestjs';
import { eventually } from '../support/eventually';
import { createFatesApp } from '../support/fates-app';
import { LogRecorder } from '../support/log-recorder';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';

interface Fate {
  readonly fate: string;
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly errorType?: string;
  readonly events: number;
}

const FATES: readonly Fate[] = [
  {
    fate: 'ok',
    path: '/api/v1/fates/ok/17?token=abc',
    route: '/api/v1/fates/ok/:id',
    status: 200,
    events: 0,
  },
  {
    fate: 'thrown',
    path: '/api/v1/fates/thrown',
    route: '/api/v1/fates/thrown',
    status: 500,
    errorType: 'server_error',
    events: 1,
  },
  {
    fate: 'thrown as a 503',
    path: '/api/v1/fates/unavailable',
    route: '/api/v1/fates/unavailable',
    status: 503,
    errorType: 'server_error',
    events: 1,
  },
  {
    fate: 'refused by a guard',
    path: '/api/v1/fates/refused',
    route: '/api/v1/fates/refused',
    status: 403,
    errorType: 'client_error',
    events: 0,
  },
  {
    fate: 'refused by a pipe',
    path: '/api/v1/fates/pipe/x',
    route: '/api/v1/fates/pipe/:id',
    status: 400,
    errorType: 'client_error',
    events: 0,
  },
  {
    fate: "answered by the app's own filter",
    path: '/api/v1/fates/filtered',
    route: '/api/v1/fates/filtered',
    status: 418,
    errorType: 'client_error',
    events: 0,
  },
  {
    fate: "answered 500 by the app's own filter",
    path: '/api/v1/fates/oops',
    route: '/api/v1/fates/oops',
    status: 500,
    errorType: 'server_error',
    events: 1,
  },
  {
    fate: 'failed in a middleware',
    path: '/api/v1/fates/middleware',
    route: '/api/v1/fates/middleware',
    status: 500,
    errorType: 'server_error',
    events: 1,
  },
  {
    fate: 'for an unknown route',
    path: '/api/v1/nowhere/4711',
    route: 'unknown',
    status: 404,
    errorType: 'client_error',
    events: 0,
  },
];

describe.each(platforms)('a request on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let sentry: SentryReceiver;
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
    app = await createFatesApp(adapter(), {
      logs: { destination: logs },
      errors: { dsn: sentry.dsn },
    });
    base = await listen(app);
  });

  afterAll(async () => {
    await app.close();
    await SentryNest.close(2000);
    await sentry.stop();
  });

  beforeEach(() => {
    logs.clear();
    sentry.events.length = 0;
  });

  it.each(FATES)('$fate is counted once, logged once and reported $events times', async (fate) => {
    const before = await counts(base);

    const response = await fetch(`${base}${fate.path}`);
    await response.text();
    await SentryNest.flush(2000);

    expect(response.status).toBe(fate.status);
    expect(await added(base, before)).toEqual([
      {
        method: 'GET',
        route: fate.route,
        status: String(fate.status),
        errorType: fate.errorType ?? '',
      },
    ]);
    expect(logs.access.map((line) => line.request_id)).toEqual([
      response.headers.get('x-request-id'),
    ]);
    expect(logs.access[0]?.http).toMatchObject({ status: fate.status });
    expect(sentry.events).toHaveLength(fate.events);
    for (const event of sentry.events) {
      expect(event.tags?.['request_id']).toBe(response.headers.get('x-request-id'));
      expect(event.contexts?.trace?.trace_id).toBe(logs.access[0]?.trace_id);
    }
  });

  it('aborted by the client is counted once, as aborted, and its gauge falls back', async () => {
    const before = await counts(base);

    await abortAfter(`${base}/api/v1/fates/slow`, 60);

    await eventually(() => expect(logs.access).toHaveLength(1));
    expect(await added(base, before)).toEqual([
      { method: 'GET', route: '/api/v1/fates/slow', status: '499', errorType: 'aborted' },
    ]);
    expect(logs.access[0]?.http).toMatchObject({ outcome: 'aborted', status: 499 });
    const [active] = (await scrape(base, 'http_server_active_requests')).map(({ value }) => value);
    expect(active).toBe(1); // the scrape itself
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(logs.access).toHaveLength(1);
    expect(sentry.events).toHaveLength(0);
  });

  it('that fails after its answer has begun is reported, and its answer stays', async () => {
    const response = await fetch(`${base}/api/v1/fates/answered`);
    const text = await response.text();
    await eventually(() => expect(logs.access).toHaveLength(1));
    await SentryNest.flush(2000);

    expect([response.status, text]).toEqual([200, 'early']);
    expect(logs.access[0]?.http).toMatchObject({ status: 200, outcome: 'error' });
    expect(errorsIn(logs)).toEqual(['unhandled error: after the answer']);
    expect(sentry.events).toHaveLength(1);
  });

  it('that ends in a 404 after its client went away is no error', async () => {
    await abortAfter(`${base}/api/v1/fates/late`, 50);
    await eventually(() => expect(logs.access).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 250));
    await SentryNest.flush(2000);

    expect(logs.access[0]?.http).toMatchObject({ outcome: 'aborted' });
    expect(errorsIn(logs)).toEqual([]);
    expect(sentry.events).toHaveLength(0);
  });

  it('that waits behind another one ends when their connection is cut', async () => {
    const before = await counts(base);
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    const get = 'GET /api/v1/fates/slow HTTP/1.1\r\nHost: x\r\n\r\n';

    socket.write(get.repeat(3));
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();

    await eventually(() => expect(logs.access).toHaveLength(3));
    expect(await added(base, before)).toHaveLength(3);
    const active = await scrape(base, 'http_server_active_requests');
    expect(active.find(({ labels }) => labels['http_request_method'] === 'GET')?.value).toBe(1);
  });

  it('with a broken escape in its address hurts nobody and is counted', async () => {
    const before = await counts(base);

    const { status } = await fetch(`${base}/api/v1/fates/ok/%E0%A4%A`);

    expect(status).toBe(400);
    expect(await added(base, before)).toHaveLength(1);
    expect((await fetch(`${base}/livez`)).status).toBe(200);
  });

  it('with a bad body never reaches a route and is counted all the same', async () => {
    const before = await counts(base);

    const response = await fetch(`${base}/api/v1/fates/body`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":',
    });

    expect(response.status).toBe(400);
    expect(await added(base, before)).toEqual([
      { method: 'POST', route: '/api/v1/fates/body', status: '400', errorType: 'client_error' },
    ]);
    expect(logs.access).toHaveLength(1);
  });
});

function errorsIn(logs: LogRecorder): string[] {
  return logs.errors.map(({ message }) => message);
}

type Counts = Map<string, number>;

/** Requests by labels; those of the test's own scrapes are left out. */
async function counts(base: string): Promise<Counts> {
  const samples = await scrape(base, 'http_server_request_duration_seconds_count');
  const theirs = samples.filter(({ labels }) => labels['http_route'] !== '/metrics');
  return new Map(theirs.map(({ labels, value }) => [JSON.stringify(labels), value]));
}

async function added(base: string, before: Counts): Promise<object[]> {
  const after = await counts(base);
  return [...after].flatMap(([key, value]) => {
    const labels = JSON.parse(key) as Record<string, string>;
    const counted = {
      method: labels['http_request_method'],
      route: labels['http_route'],
      status: labels['http_response_status_code'],
      errorType: labels['error_type'] ?? '',
    };
    return Array.from({ length: value - (before.get(key) ?? 0) }, () => counted);
  });
}

function abortAfter(url: string, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(url);
    sent.on('error', () => resolve());
    sent.end();
    setTimeout(() => sent.destroy(), milliseconds);
  });
}
