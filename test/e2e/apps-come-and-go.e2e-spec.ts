import { Logger, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Loggers, ObservabilityModule } from 'nestjs-observability';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';

@Module({})
class App {}

describe.each(platforms)('apps that come and go in one process, on $platform,', ({ adapter }) => {
  let sentry: SentryReceiver;

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
  });
  afterAll(() => sentry.stop());

  it('leave nothing behind that listens to the process', async () => {
    // The client of Sentry belongs to the process and stays.
    await (await open(adapter())).app.close();
    const before = listeners();

    for (let round = 0; round < 20; round += 1) await (await open(adapter())).app.close();

    expect(listeners()).toEqual(before);
  });

  it('tell of a crash once: in the log of the newest, and by one event', async () => {
    const [first, second] = [await open(adapter()), await open(adapter())];
    sentry.events.splice(0);

    const { emit }: NodeJS.EventEmitter = process;
    emit.call(process, 'uncaughtExceptionMonitor', new Error('boom'), 'uncaughtException');
    await second.app.close();
    await first.app.close();

    expect([fatal(first.logs), fatal(second.logs)]).toEqual([[], ['uncaught exception: boom']]);
    expect(sentry.messages).toEqual(['boom']);
  });

  it('give the logger of Nest back, though some were compiled and never started or closed', async () => {
    const before = nestLogger();
    for (let i = 0; i < 3; i += 1) {
      const imports = [ObservabilityModule.forRoot({ logs: { destination: new LogRecorder() } })];
      await Test.createTestingModule({ imports })
        .setLogger(nestLogger() as never)
        .compile();
    }

    await (await open(adapter())).app.close();

    expect(nestLogger()).toBe(before);
  });

  it('leave no timer of testing modules that are compiled and never started', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });

    const observability = ObservabilityModule.forRoot({ errors: {} });
    await Test.createTestingModule({ imports: [observability] }).compile();

    const timers = jest.getTimerCount();
    jest.useRealTimers();
    expect(timers).toBe(0);
  });

  it('leave no timer of a testing module that has traced a request to Sentry and is closed', async () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const observability = ObservabilityModule.forRoot({
      errors: { dsn: sentry.dsn },
      traces: { sampleRatio: 1 },
    });
    const module = await Test.createTestingModule({ imports: [observability] }).compile();
    const app = module.createNestApplication(adapter());
    const base = await listen(app);
    const before = sentry.spans.length;

    await fetch(`${base}/nowhere`);
    await app.close();

    const left = timers.mock.results.map(({ value }) => value as NodeJS.Timeout);
    timers.mockRestore();
    expect(sentry.spans.length - before).toBe(1);
    // The limit of a request to Sentry ends with its answer.
    await eventually(() => expect(left.filter((timer) => !hasEnded(timer))).toEqual([]), 1000);
  });

  it('leave nothing that listens to the process when testing modules are not closed', async () => {
    const before = listeners();

    for (let round = 0; round < 12; round += 1) {
      const observability = ObservabilityModule.forRoot({ errors: {} });
      const module = await Test.createTestingModule({ imports: [observability] }).compile();
      await module.createNestApplication(adapter()).init();
    }

    expect(listeners()).toEqual(before);
  });

  it.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['lines where LOG_LEVEL is set', 'info'],
  ])('write %s between the results of tests', async (_case, level) => {
    const given = process.env['LOG_LEVEL'];
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    if (level === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = level;
    const imports = [ObservabilityModule.forRoot({ errors: {} })];
    const app = await NestFactory.create({ module: App, imports }, adapter(), { logger: false });
    await listen(app);
    app.get(Loggers).get('app').info('between the results');
    await app.close();
    const written = write.mock.calls.flat().join('');
    write.mockRestore();
    if (given === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = given;

    expect(written.includes('between the results')).toBe(level !== undefined);
  });

  async function open(
    platform: AbstractHttpAdapter,
  ): Promise<{ app: INestApplication; logs: LogRecorder }> {
    const logs = new LogRecorder();
    const observability = ObservabilityModule.forRoot({
      logs: { destination: logs },
      errors: { dsn: sentry.dsn },
    });
    const app = await NestFactory.create({ module: App, imports: [observability] }, platform, {
      logger: false,
    });
    await listen(app);
    return { app, logs };
  }
});

function listeners(): Record<string, number> {
  return Object.fromEntries(
    process.eventNames().map((event) => [String(event), process.listenerCount(event)]),
  );
}

/** Node marks a timer that has fired or was cleared in a field that its types do not have. */
function hasEnded(timer: NodeJS.Timeout): boolean {
  return (timer as unknown as { _destroyed: boolean })._destroyed;
}

function fatal(logs: LogRecorder): string[] {
  return logs.lines.filter(({ level }) => level === 'fatal').map(({ message }) => message);
}

/** Nest keeps it in a protected static field. */
function nestLogger(): unknown {
  return (Logger as unknown as { staticInstanceRef?: unknown }).staticInstanceRef;
}
