import * as SentryNest from '@sentry/nestjs';
import { startErrorTracking } from '../../libs/observability/src/register';
import { SentryReceiver } from '../support/sentry-receiver';

describe('error tracking that was preloaded', () => {
  it('obeys the options that the module brings later', async () => {
    const sentry = await SentryReceiver.start();
    const preloaded = { dsn: sentry.dsn, environment: 'test', release: undefined, sampleRate: 1 };
    startErrorTracking(preloaded);
    startErrorTracking({ ...preloaded, release: 'shop@9', redactKeys: ['customerRef'] });

    SentryNest.captureException(new Error('lost'), {
      extra: { customerRef: 's3cret', item: 'tea' },
    });
    await SentryNest.close(2000);
    await sentry.stop();

    const [event] = sentry.events;
    expect(event?.release).toBe('shop@9');
    expect(event?.extra).toMatchObject({ customerRef: '[Redacted]', item: 'tea' });
    expect(typeof event?.timestamp).toBe('number');
  });

  it('leaves a client alone that the app has started itself', async () => {
    const sentry = await SentryReceiver.start();
    SentryNest.init({ dsn: sentry.dsn, release: 'own@1', defaultIntegrations: false });

    startErrorTracking({
      dsn: 'http://key@127.0.0.1:1/1',
      environment: 'x',
      release: 'not@1',
      sampleRate: 0,
    });
    SentryNest.captureException(new Error('lost'));
    await SentryNest.close(2000);
    await sentry.stop();

    expect(sentry.events.map(({ release }) => release)).toEqual(['own@1']);
  });
});
