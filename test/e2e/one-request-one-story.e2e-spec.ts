import * as SentryNest from '@sentry/nestjs';
import { openDemoShop } from '../support/demo-app';
import type { DemoShop } from '../support/demo-app';
import { eventually, untilReady } from '../support/eventually';
import { platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { PostgresDatabase } from '../support/services/postgres-database';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe.each(platforms)('one order on $platform', ({ adapter }) => {
  let postgres: PostgresDatabase;
  let sentry: SentryReceiver;
  let shop: DemoShop;

  beforeAll(async () => {
    [postgres, sentry] = await Promise.all([PostgresDatabase.create(), SentryReceiver.start()]);
    const servers = { databaseUrl: postgres.url };
    shop = await openDemoShop(adapter(), servers, { errors: { dsn: sentry.dsn } });
    await untilReady(shop.base);
  });

  afterAll(async () => {
    await shop.close();
    await SentryNest.close(2000);
    await Promise.all([postgres.remove(), sentry.stop()]);
  });

  const origins: { origin: string; headers: Record<string, string> }[] = [
    { origin: 'no caller id', headers: {} },
    { origin: 'a traceparent', headers: { traceparent: TRACEPARENT } },
    {
      origin: 'an X-Request-Id',
      headers: { 'x-request-id': 'order-4711', traceparent: TRACEPARENT },
    },
  ];

  it.each(origins)('with $origin shows the same ids in every signal', async ({ headers }) => {
    shop.logs.clear();
    sentry.events.length = 0;
    await fetch(`${shop.base}/faults/receipts/down`, { method: 'PUT' });

    const response = await fetch(`${shop.base}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ item: 'tea', quantity: 2 }),
    });
    await eventually(() => expect(lines('job failed')).toHaveLength(1));
    await SentryNest.flush(2000);

    expect(response.status).toBe(201);
    const requestId = response.headers.get('x-request-id');
    const access = shop.logs.access.find(({ http }) => http['route'] === '/orders');
    // It completed; on a busy machine it was slow.
    const method = lines('OrdersService.place ')[0];
    const job = lines('job failed')[0];
    const [event] = sentry.events;
    const ids = [access, method, job].map((line) => [line?.request_id, line?.trace_id]);
    const ofEvent = [event?.tags?.['request_id'], event?.contexts?.trace?.trace_id];
    const expected = [requestId, access?.trace_id];
    expect([...ids, ofEvent]).toEqual([expected, expected, expected, expected]);
    expect(sentry.events).toHaveLength(1);
    if ('traceparent' in headers) expect(access?.trace_id).toBe(TRACEPARENT.split('-')[1]);
    if ('x-request-id' in headers) expect(requestId).toBe('order-4711');
  });

  it('keeps the ids on lines that the app itself logs inside the job', async () => {
    shop.logs.clear();
    await fetch(`${shop.base}/faults/receipts/ok`, { method: 'PUT' });

    const response = await fetch(`${shop.base}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item: 'coffee' }),
    });

    await eventually(() => expect(lines('receipt for order')).toHaveLength(1));
    expect(lines('receipt for order')[0]?.request_id).toBe(response.headers.get('x-request-id'));
  });

  function lines(start: string) {
    return shop.logs.lines.filter(({ message }) => message.startsWith(start));
  }
});
