import * as SentryNest from '@sentry/nestjs';
import type { ErrorsOptions } from 'nestjs-observability';
import { createFailingApp } from '../support/failing-app';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { attackEach } from './attack';

/** What a client writes that no one but the app should read. */
const PRIVATE = ['Marie Curie', '11 rue de Sèvres', '2026-12-24', '48105'];
const BODY = {
  item: 'tea',
  recipient: { name: 'Marie Curie', street: '11 rue de Sèvres' },
  dates: ['2026-12-24'],
  customer: 48_105,
};
const KEYS = {
  item: '[string]',
  recipient: { name: '[string]', street: '[string]' },
  dates: ['[string]'],
  customer: '[number]',
};

interface Case {
  readonly environment: string;
  readonly body?: ErrorsOptions['body'];
  readonly shown: unknown;
}

const CASES: readonly Case[] = [
  { environment: 'production', shown: KEYS },
  { environment: 'staging', shown: KEYS },
  { environment: 'production', body: ['item'], shown: { ...KEYS, item: 'tea' } },
  { environment: 'development', body: 'keys', shown: KEYS },
  { environment: 'production', body: false, shown: undefined },
];

let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(() => sentry.stop());

describe.each(platforms)(
  'the body of a request that failed on $platform',
  ({ platform, adapter }) => {
    attackEach(
      'H5',
      `no value that a client wrote stands in an event of an app in production on ${platform}`,
      CASES,
      async (each) => {
        const event = await eventOf(each);

        expect(event.request?.data).toEqual(each.shown);
        expect(PRIVATE.filter((text) => JSON.stringify(event).includes(text))).toEqual([]);
      },
    );

    it('is whole while the app is developed, so that the attack above can fail', async () => {
      const { request } = await eventOf({ environment: 'development', shown: BODY });

      expect(request?.data).toEqual(BODY);
    });

    async function eventOf({ environment, body }: Case) {
      sentry.events.length = 0;
      const app = await createFailingApp(adapter(), {
        service: { environment },
        logs: { destination: new LogRecorder() },
        errors: { dsn: sentry.dsn, body },
      });
      const base = await listen(app);
      const headers = { 'content-type': 'application/json' };
      await fetch(`${base}/fails/order`, { method: 'POST', headers, body: JSON.stringify(BODY) });
      await eventually(() => expect(sentry.events).toHaveLength(1));
      await app.close();
      await SentryNest.close(2000);
      return sentry.events[0]!;
    }
  },
);
