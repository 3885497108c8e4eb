import { ConsoleLogger, Logger, Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthService, ObservabilityModule } from 'nestjs-observability';
import { FakeIndicator } from 'nestjs-observability/testing';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

@Module({})
class App {
  static with(logs: LogRecorder, providers: Provider[] = [], health = {}): DynamicModule {
    const module = ObservabilityModule.forRoot({ logs: { destination: logs }, health });
    return { module: App, imports: [module], providers };
  }
}

/** A stand-in that says yes to every question but Nest's, as mocking libraries make them. */
const anything: object = new Proxy(
  {},
  {
    has: () => true,
    get: (_target, key) => (/^(then|on|before|Symbol)/.test(String(key)) ? undefined : () => 1),
  },
);

describe.each(platforms)('an app on $platform', ({ adapter }) => {
  it('keeps a logger that it chose itself', async () => {
    const logs = new LogRecorder();
    const own = new ConsoleLogger({ logLevels: ['fatal'] });
    const app = await NestFactory.create(App.with(logs), adapter(), { logger: own });
    await app.init();

    new Logger('Own').log('hello');
    await app.close();

    expect(logs.lines).toEqual([]);
  });

  it('keeps the levels that it asked Nest for', async () => {
    const logs = new LogRecorder();
    Logger.overrideLogger(new ConsoleLogger());
    const app = await NestFactory.create(App.with(logs), adapter(), { logger: ['error'] });
    await app.init();

    new Logger('Own').log('hello');
    await app.close();
    Logger.overrideLogger(['log', 'error', 'warn', 'debug', 'verbose', 'fatal']);

    expect(logs.lines.filter(({ level }) => level === 'info')).toEqual([]);
  });

  it('starts with providers that do not want to be looked at', async () => {
    const shy = new Proxy(
      {},
      {
        has: () => {
          throw new Error('do not look');
        },
      },
    );
    const providers = [
      { provide: 'shy', useValue: shy },
      { provide: 'bare', useValue: Object.assign(Object.create(null), { process: () => 1 }) },
      { provide: 'anything', useValue: anything },
      { provide: 'frozen', useValue: Object.freeze({ catch: () => undefined }) },
    ];
    const app = await NestFactory.create(App.with(new LogRecorder(), providers), adapter(), {
      logger: false,
    });

    const base = await listen(app);
    const health = (await (await fetch(`${base}/health`)).json()) as { checks: object[] };
    await app.close();

    expect(health.checks).toEqual([]);
  });

  it('tells no secret of a driver in its health, nor through Terminus', async () => {
    const database = new FakeIndicator('db').finds('unhealthy', 'no postgres://bob:hunter2@db/x');
    const module = App.with(new LogRecorder(), [], { indicators: [database] });
    const app = await NestFactory.create(module, adapter(), { logger: false });
    const base = await listen(app);

    const page = await (await fetch(`${base}/health`)).text();
    const terminus = JSON.stringify(await app.get(HealthService).terminus('db')());
    await app.close();

    expect(page + terminus).not.toContain('hunter2');
    expect(page).toContain('[Redacted]');
  });
});
