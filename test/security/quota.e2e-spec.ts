import { randomBytes } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import * as SentryNest from '@sentry/nestjs';
import { ErrorInbox } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { createFailingApp } from '../support/failing-app';
import { LogRecorder } from '../support/log-recorder';
import { flood } from '../support/metrics-flood';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';

const REQUESTS = 5000;
const REPEATS_PER_SECOND = 10;
const FLOODED = 'GET /fails/who/:name';
const QUIET = 'GET /fails/everywhere';
const TOKEN = 'a-token-for-details';

let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(async () => {
  await SentryNest.close(2000);
  await sentry.stop();
});

describe.each(platforms)(
  '5,000 requests with random text in their error on $platform',
  ({ adapter }) => {
    let app: INestApplication;
    let base: string;

    beforeAll(async () => {
      sentry.events.length = 0;
      app = await createFailingApp(adapter(), {
        logs: { destination: new LogRecorder(), level: 'silent' },
        endpoints: { token: TOKEN },
        errors: { dsn: sentry.dsn, breadcrumbs: 0, inbox: 20 },
      });
      base = await listen(app);
    });
    afterAll(() => app.close());

    it('M6: make no more events than the quota, and push no error of another route out', async () => {
      const paths = Array.from(
        { length: REQUESTS },
        () => `GET /fails/who/${randomBytes(12).toString('base64url')}`,
      );
      const begin = performance.now();

      await flood(base, paths.slice(0, REQUESTS / 2));
      await flood(base, ['GET /fails/everywhere'], { depth: 1 });
      await flood(base, paths.slice(REQUESTS / 2));

      const seconds = Math.ceil((performance.now() - begin) / 1000) + 1;
      await eventually(() => expect(app.get(ErrorInbox).total).toBe(REQUESTS + 1));
      await SentryNest.flush(5000);
      expect(eventsOf(FLOODED)).toBeGreaterThan(0);
      expect(eventsOf(FLOODED)).toBeLessThanOrEqual(seconds * REPEATS_PER_SECOND);
      expect(eventsOf(QUIET)).toBe(1);
      expect(await transactionsInInbox()).toContain(QUIET);
    }, 120_000);

    it('M6: are counted with the reason', async () => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const page = await (await fetch(`${base}/metrics`, { headers })).text();
      const [, leftOut = '0'] =
        /dropped_total\{part="errors",reason="repeated"\} (\d+)/.exec(page) ?? [];

      // Where the machine is slow, some are still on their way.
      await eventually(() => expect(Number(leftOut) + eventsOf(FLOODED)).toBe(REQUESTS), 30_000);
    }, 60_000);

    async function transactionsInInbox(): Promise<unknown[]> {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const page = (await (await fetch(`${base}/errors`, { headers })).json()) as {
        errors: { transaction?: string }[];
      };
      return page.errors.map(({ transaction }) => transaction);
    }
  },
);

/** What is sent again because its answer came too late is the same event. */
function eventsOf(transaction: string): number {
  const events = sentry.events.filter((event) => event.transaction === transaction);
  return new Set(events.map(({ event_id: id }) => id)).size;
}

describe('events that the app captures by Sentry itself', () => {
  it('M6: are under the total, and the next one says how many were left out', async () => {
    const app = await createFailingApp(platforms[0]!.adapter(), {
      logs: { destination: new LogRecorder() },
      errors: { dsn: sentry.dsn, maxEventsPerSecond: 40 },
    });
    await app.init();
    await SentryNest.flush(5000);
    sentry.events.length = 0;

    const begin = performance.now();
    for (let i = 0; i < 500; i += 1) SentryNest.captureException(new Error(`by hand ${i}`));
    const seconds = Math.ceil((performance.now() - begin) / 1000) + 1;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    SentryNest.captureMessage('the next one');
    await SentryNest.flush(5000);

    // The flood may last into another second, whose first event says what was left out before it.
    const leftOut = sentry.events.map(({ tags }) => Number(tags?.['events_left_out'] ?? 0));
    const sum = leftOut.reduce((total, count) => total + count, 0);
    expect(sentry.events.length).toBeLessThanOrEqual(seconds * 40 + 1);
    expect(sum).toBeGreaterThan(0);
    expect(sentry.events.length + sum).toBe(501);
    await app.close();
  }, 60_000);
});
