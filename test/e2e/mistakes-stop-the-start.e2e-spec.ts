import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import type { HealthIndicator, ObservabilityOptions } from 'nestjs-observability';
import { anyPlatform, listen } from '../support/platforms';

@Module({})
class App {
  static with(...imports: DynamicModule[]): DynamicModule {
    return { module: App, imports };
  }
}

const indicator = (name: string): HealthIndicator => ({
  name,
  critical: false,
  check: () => Promise.resolve({ status: 'healthy', message: '' }),
});

describe('a mistake in the options', () => {
  it('of any kind is listed with all others, each with its path, kind of value and remedy', async () => {
    const options = {
      healht: {},
      health: { timeoutMs: '5000', externalServices: [{ name: 'a', url: 'ftp://a' }] },
      errors: { dsn: 'https://user:secret@nowhere', sampleRate: 2 },
      logs: { level: 'loud' },
      metrics: { durationBuckets: [1, 0.5] },
      endpoints: { paths: { live: 'livez', ready: '/health' } },
    } as unknown as ObservabilityOptions;

    const message = await failureOf(ObservabilityModule.forRoot(options));

    expect(message).toBe(
      [
        'The options of ObservabilityModule have 9 mistakes:',
        '  - healht: is not an option. Did you mean "health"?',
        '  - health.timeoutMs: is a text of 4 characters; it must be a whole number of milliseconds from 1 to 60000.',
        '  - health.externalServices[0].url: is a text of 7 characters; it must be a URL that begins with http:// or https://.',
        "  - errors.dsn: is a text of 27 characters; it must be Sentry's DSN, https://<key>@<host>/<project number>.",
        '  - errors.sampleRate: is the number 2; it must be a number from 0 to 1.',
        '  - logs.level: is a text of 4 characters; it must be "trace" or "debug" or "info" or "warn" or "error" or "fatal" or "silent".',
        '  - metrics.durationBuckets: is a list of 2; it must be a list of seconds, each above 0 and above the one before.',
        '  - endpoints.paths.live: is a text of 5 characters; it must be a path that begins with "/", of letters, digits, "-", "_", "." and "/".',
        '  - endpoints.paths.ready: is the same path as endpoints.paths.health; each needs its own.',
      ].join('\n'),
    );
  });

  it('in two names of indicators names the name', async () => {
    const indicators = [indicator('disk'), indicator('disk')];

    const message = await failureOf(ObservabilityModule.forRoot({ health: { indicators } }));

    expect(message).toContain('Two health indicators are named "disk".');
  });

  it('of a dependency in liveness says what would happen', async () => {
    const health = { indicators: [indicator('broker')], liveness: ['broker'] };

    const message = await failureOf(ObservabilityModule.forRoot({ health }));

    expect(message).toContain(
      'The health group "live" includes "broker", which checks a dependency.',
    );
  });

  it('of two set-ups with different options names the module', async () => {
    const twice = [ObservabilityModule.forRoot({}), ObservabilityModule.forRoot({ logs: {} })];

    const message = await failureOf(...twice);

    expect(message).toContain('ObservabilityModule.forRoot() is imported twice');
  });

  it('of a factory that returns nothing says so', async () => {
    const nothing = ObservabilityModule.forRootAsync({ useFactory: () => undefined as never });

    const message = await failureOf(nothing);

    expect(message).toContain('forRootAsync() returned nothing');
  });

  it('is not made by importing the module twice with no options', async () => {
    const module = App.with(ObservabilityModule.forRoot(), ObservabilityModule.forRoot());
    const app = await NestFactory.create(module, anyPlatform(), {
      logger: false,
      abortOnError: false,
    });

    const base = await listen(app);
    const { status } = await fetch(`${base}/livez`);
    await app.close();

    expect(status).toBe(200);
  });
});

/** The message with which the app does not start. */
async function failureOf(...modules: DynamicModule[]): Promise<string> {
  const options = { logger: false as const, abortOnError: false };
  try {
    const app = await NestFactory.create(App.with(...modules), anyPlatform(), options);
    await app.init();
    await app.close();
    return 'it started';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
