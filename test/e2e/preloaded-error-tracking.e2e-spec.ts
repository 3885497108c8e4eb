import * as SentryNest from '@sentry/nestjs';
import { startErrorTracking } from '../../libs/observability/src/signals/errors/sentry';
import { Program } from '../support/program';
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
    expect(event?.sdk?.name).toBe('sentry.javascript.nestjs');
    expect(event?.extra).toMatchObject({ customerRef: '[Redacted]', item: 'tea' });
    expect(typeof event?.timestamp).toBe('number');
  });

  it('loads none of the instrumentation that it would not start', async () => {
    const program = `
      require('nestjs-observability/register');
      const loaded = Object.keys(require.cache);
      const ofSentry = loaded.filter((file) => file.includes('@sentry/'));
      console.log(ofSentry.length > 0, loaded.filter((file) => /instrumentation|@sentry.node\\/build/.test(file)));`;

    const { stdout, code } = await Program.run(program, { SENTRY_DSN: 'http://key@127.0.0.1:9/1' });

    expect([stdout.trim(), code]).toEqual(['true []', 0]);
  });

  it('registers no tracer provider because of a DSN, since the app may have one of its own', async () => {
    const program = `
      require('nestjs-observability/register');
      const { trace } = require('@opentelemetry/api');
      const { BasicTracerProvider } = require('@opentelemetry/sdk-trace-base');
      console.log(trace.setGlobalTracerProvider(new BasicTracerProvider()));`;

    const { stdout, stderr } = await Program.run(program, {
      SENTRY_DSN: 'http://key@127.0.0.1:9/1',
    });

    expect([stdout.trim(), stderr]).toEqual(['true', '']);
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
