import type { INestApplication } from '@nestjs/common';
import { ErrorInbox } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { createFailingApp } from '../support/failing-app';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

interface Page {
  readonly total: number;
  readonly distinct: number;
  readonly errors: readonly Record<string, unknown>[];
}

const TOKEN = 'a-token-for-details';

describe.each(platforms)('the inbox on $platform, without a DSN', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await createFailingApp(adapter(), {
      service: { name: 'shop', version: '1.2.3', environment: 'production', commit: 'abcdef0123' },
      logs: { destination: new LogRecorder() },
      endpoints: { token: TOKEN },
      errors: { ignore: { errors: ['TypeError'] } },
    });
    base = await listen(app);
  });

  beforeEach(() => app.get(ErrorInbox).clear());
  afterAll(() => app.close());

  const ask = (path: string): Promise<Response> =>
    fetch(`${base}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const inbox = async (): Promise<Page> => (await (await ask('/errors')).json()) as Page;

  it('shows each error once, with its count and the request that caused it last', async () => {
    await fetch(`${base}/fails/everywhere`);
    await fetch(`${base}/fails/everywhere`, { headers: { 'x-request-id': 'r-2' } });

    const { errors } = await eventually(async () => {
      const page = await inbox();
      expect(page.errors).toMatchObject([{ count: 2 }]);
      return page;
    });

    expect(errors).toMatchObject([
      {
        type: 'InternalServerErrorException',
        message: 'no stock',
        transaction: 'GET /fails/everywhere',
        operation: 'Stock.reserve',
        origin: 'request',
        request: { method: 'GET', route: '/fails/everywhere', status: 500, request_id: 'r-2' },
      },
    ]);
  });

  it('shows what is tracked by hand, too', async () => {
    await fetch(`${base}/fails/tracked`);

    const { errors } = await inbox();

    expect(errors.map(({ message, level }) => [message, level])).toEqual([
      ['Performance Issue: checkout took 2.50s (threshold: 1s)', 'warning'],
      ['Business Error: insufficient_stock', 'error'],
    ]);
  });

  it('leaves out what the app ignores, and the metrics say so', async () => {
    await fetch(`${base}/fails/thrown/error`);

    const metrics = await eventually(async () => {
      const page = await (await ask('/metrics')).text();
      expect(page).toContain('app_errors_total{origin="request",outcome="ignored"} 1');
      return page;
    });

    expect((await inbox()).errors).toEqual([]);
    expect(metrics).toContain('commit="abcdef0123"} 1');
  });

  it('is closed to strangers, as the page of what runs here', async () => {
    const statuses = ['/errors', '/info'].map(async (path) => (await fetch(base + path)).status);

    expect(await Promise.all(statuses)).toEqual([401, 401]);
  });

  it('has beside it what runs here', async () => {
    expect(await (await ask('/info')).json()).toEqual({
      name: 'shop',
      version: '1.2.3',
      environment: 'production',
      commit: 'abcdef0123',
      node: process.version,
      started: expect.any(String),
    });
  });
});
