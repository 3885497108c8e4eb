import type { INestApplication } from '@nestjs/common';
import type { Event } from '@sentry/core';
import * as SentryNest from '@sentry/nestjs';
import { createFailingApp, SHARED, THROWN } from '../support/failing-app';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';

const USER = { id: '7', name: 'Ada', email: 'ada@example.org' };

let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(async () => {
  await SentryNest.close(2000);
  await sentry.stop();
});

describe.each(platforms)('an error on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;
  let originals: unknown[];

  beforeAll(async () => {
    app = await createFailingApp(adapter(), {
      service: { name: 'shop', version: '1.2.3', environment: 'test', commit: 'abcdef0123' },
      http: { user: () => USER, tenant: () => ({ id: 't-1', name: 'Tea House' }) },
      logs: { destination: logs },
      errors: {
        dsn: sentry.dsn,
        repeatsPerSecond: 1000,
        deploymentStage: 'canary',
        beforeSend: (event, { originalException }) => {
          originals.push(originalException);
          return event;
        },
      },
    });
    base = await listen(app);
  });

  beforeEach(() => {
    sentry.events.length = 0;
    originals = [];
    logs.clear();
  });

  afterAll(() => app.close());

  /** Asks, waits until all is delivered, and gives the events that came of it. */
  async function eventsOf(path: string, init?: RequestInit): Promise<Event[]> {
    await (await fetch(`${base}${path}`, init)).text();
    // The end of a request comes after its answer.
    await new Promise((resolve) => setTimeout(resolve, 30));
    await SentryNest.flush(2000);
    return sentry.events;
  }

  it.each(Object.keys(THROWN))('is one event when %s was thrown', async (kind) => {
    const events = await eventsOf(`/fails/thrown/${kind}`);

    expect(events.map(({ transaction }) => transaction)).toEqual(['GET /fails/thrown/:kind']);
    expect(events[0]?.exception?.values?.at(-1)?.mechanism).toMatchObject({ handled: false });
  });

  it('is ten events when one object is thrown in ten requests, and stays as it was', async () => {
    const before = Reflect.ownKeys(SHARED);

    for (let i = 0; i < 10; i += 1) await eventsOf('/fails/thrown/shared');

    expect(sentry.events).toHaveLength(10);
    expect(Reflect.ownKeys(SHARED)).toEqual(before);
  });

  it('is given to the hook of the app as it was thrown', async () => {
    await eventsOf('/fails/thrown/shared');

    expect(originals).toEqual([SHARED]);
    expect(originals[0]).toBe(SHARED);
  });

  it('is one event through monitored method, log line, wrapping and filter', async () => {
    const [event, ...others] = await eventsOf('/fails/everywhere');

    expect(others).toEqual([]);
    expect(event?.exception?.values?.map(({ value }) => value)).toEqual([
      'stock is down',
      'no stock',
    ]);
    expect(event?.tags).toMatchObject({ operation: 'Stock.reserve' });
  });

  it('is an event when the app logs it, with the lines before it', async () => {
    const [event, ...others] = await eventsOf('/fails/logged');

    expect(others).toEqual([]);
    expect(event?.exception?.values?.[0]?.value).toBe('logged and swallowed');
    expect(event?.breadcrumbs).toMatchObject([
      { level: 'info', category: 'FailingController', message: 'before it failed' },
      { level: 'error' },
    ]);
  });

  it('is one event when it comes after the answer', async () => {
    const events = await eventsOf('/fails/late');

    expect(events.map(({ exception }) => exception?.values?.[0]?.value)).toEqual([
      'after the answer',
    ]);
  });

  it('is none when it is an answer to the client, logged or not', async () => {
    expect(await eventsOf('/fails/missing')).toEqual([]);
    expect(await eventsOf('/no/such/route')).toEqual([]);
  });

  it.each(['captured', 'by-sentry', 'told', 'told-and-filtered', 'captured-cause'])(
    'is one event when it was told before: %s',
    async (way) => {
      expect(await eventsOf(`/fails/${way}`)).toHaveLength(1);
    },
  );

  it.each(['error', 'frozen', 'text', 'number', 'object'])(
    "is one event of Sentry's own filter, which says what ours say: %s",
    async (kind) => {
      const headers = { 'x-request-id': 'order-4712' };

      const events = await eventsOf(`/fails/filtered/${kind}`, { headers });

      expect(events).toMatchObject([
        {
          transaction: 'GET /fails/filtered/:kind',
          tags: { request_id: 'order-4712', 'http.route': '/fails/filtered/:kind' },
          user: { id: '7' },
          request: { method: 'GET', url: `${base}/fails/filtered/${kind}` },
          contexts: { trace: { trace_id: expect.any(String) } },
        },
      ]);
    },
  );

  it('says what ours say when the app captures it itself, and keeps what the app says', async () => {
    const events = await eventsOf('/fails/own-captures/7?token=s3cret', {
      headers: { 'x-request-id': 'order-4713' },
    });

    const both = {
      transaction: 'GET /fails/own-captures/:id',
      tags: { request_id: 'order-4713', 'tenant.id': 't-1' },
      user: { id: '7' },
      request: { url: `${base}/fails/own-captures/7`, query_string: 'token=[Redacted]' },
      breadcrumbs: [{ message: 'before it was captured' }],
    };
    expect(events).toMatchObject([both, both]);
    expect(events[0]?.tags).toMatchObject({ mine: 'yes' });
    expect(events[1]?.message).toBe('a word');
  });

  it('says itself how it is to be reported, and no secret', async () => {
    const [event] = await eventsOf('/fails/business');

    expect(event).toMatchObject({
      level: 'fatal',
      fingerprint: ['oversold'],
      extra: { item: 'tea', password: '[Redacted]', deployment_stage: 'canary' },
    });
  });

  it('is a warning when another service failed', async () => {
    const [event] = await eventsOf('/fails/service');

    expect(event).toMatchObject({
      level: 'warning',
      extra: { service_name: 'payments', response_code: 503 },
      contexts: { response: { status_code: 502 } },
    });
  });

  it('may be tracked by hand: a broken rule, work that took too long', async () => {
    const events = await eventsOf('/fails/tracked');

    expect(events).toMatchObject([
      {
        message: 'Business Error: insufficient_stock',
        level: 'error',
        tags: { error_type: 'business_logic', business_error_type: 'insufficient_stock' },
        fingerprint: ['business_logic', 'insufficient_stock'],
      },
      {
        message: 'Performance Issue: checkout took 2.50s (threshold: 1s)',
        level: 'warning',
        tags: { performance_issue: 'true', operation: 'checkout' },
        extra: { duration: 2.5, threshold: 1 },
      },
    ]);
    expect(events.map(({ transaction }) => transaction)).toEqual(
      Array(2).fill('GET /fails/tracked'),
    );
    const places = events.map((event) => event.exception?.values?.[0]?.stacktrace?.frames?.at(-1));
    const own = { filename: expect.stringMatching(/failing-app\.ts$/), in_app: true };
    expect(places).toMatchObject([own, own]);
    expect(logs.of('business')).toMatchObject([{ level: 'error' }]);
    expect(logs.of('performance')).toMatchObject([{ level: 'warn' }]);
  });

  it('brings the request with it, without secrets', async () => {
    const [event] = await eventsOf('/fails/order?coupon=tea&token=s3cret', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer s3cret-bearer',
        cookie: 'session=s3cret',
        'x-request-id': 'order-4711',
      },
      body: JSON.stringify({ item: 'tea', card: { number: '4111111111111111', cvv: '123' } }),
    });

    expect(event).toMatchObject({
      release: 'shop@1.2.3+abcdef0',
      transaction: 'POST /fails/order',
      tags: { request_id: 'order-4711', 'tenant.id': 't-1', 'tenant.name': 'Tea House' },
      user: { id: '7' },
      request: {
        method: 'POST',
        url: `${base}/fails/order`,
        query_string: 'coupon=tea&token=[Redacted]',
        headers: { 'content-type': 'application/json', 'x-request-id': 'order-4711' },
        data: { item: 'tea', card: { number: '[Redacted]', cvv: '[Redacted]' } },
      },
      contexts: {
        response: {
          status_code: 500,
          content_type: expect.stringContaining('application/json'),
          body_size: expect.any(Number),
        },
      },
      breadcrumbs: [{ message: 'taking an order of 2 fields' }],
    });
    expect(JSON.stringify(event)).not.toMatch(/s3cret|4111111111111111|ada@example/);
  });

  it('tells nothing of the request beside it', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `user${i}`);

    await Promise.all(names.map(async (name) => fetch(`${base}/fails/who/${name}`)));
    await eventsOf('/fails/missing');

    expect(sentry.events).toHaveLength(50);
    for (const { tags, exception, breadcrumbs } of sentry.events) {
      const name = String(tags?.['asked_by']);
      const crumbs = breadcrumbs?.map(({ message }) => message);
      expect([exception?.values?.[0]?.value, crumbs]).toEqual([
        `failed for ${name}`,
        [`asked by ${name}`],
      ]);
    }
  });
});
