import { Controller, Get, Injectable, Module, Scope } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, ScheduleModule } from '@nestjs/schedule';
import {
  Counted,
  Logged,
  Monitored,
  ObservabilityModule,
  Timed,
} from '../../libs/observability/src';
import { startErrorTracking } from '../../libs/observability/src/signals/errors/sentry';
import { runMessage } from '../../libs/observability/src/capture/message/run-message';
import { Observer } from '../../libs/observability/src/core';
import { instrumentProcessor } from '../../libs/observability/src/integrations/queue/bullmq/bullmq.instrumentation';
import { settle } from '../../libs/observability/src/integrations/client/settle';
import type * as SentryNest from '@sentry/nestjs';
import { eventually } from '../support/eventually';
import {
  lazyResults,
  unreadableResults,
} from '../../libs/observability/src/core/testing/lazy-results';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';

/** Calls a function of the app by way of the library, and returns what the caller gets. */
type Way = readonly [name: string, call: (work: () => unknown) => unknown];

class Methods {
  @Monitored()
  monitored(work: () => unknown): unknown {
    return work();
  }

  @Logged()
  logged(work: () => unknown): unknown {
    return work();
  }

  @Timed('lazy_seconds')
  timed(work: () => unknown): unknown {
    return work();
  }

  @Counted('lazy_total')
  counted(work: () => unknown): unknown {
    return work();
  }

  @Monitored('lazy.all')
  @Logged()
  @Timed('lazy_all_seconds')
  @Counted('lazy_all_total')
  all(work: () => unknown): unknown {
    return work();
  }

  @Cron('0 0 1 1 *')
  scheduled(work: () => unknown): unknown {
    return work();
  }
}

@Injectable()
class Single extends Methods {}

@Injectable({ scope: Scope.TRANSIENT })
class Transient extends Methods {}

let handled: unknown;
/** What each function of the options returns. */
let configured: unknown;
const fromOptions = (): never => configured as never;
const destination = { lines: 0, write: (): unknown => ((destination.lines += 1), configured) };

@Controller()
class LazyController {
  @Get('plain')
  plain(): unknown {
    return handled;
  }

  @Get('monitored')
  @Monitored()
  monitored(): unknown {
    return handled;
  }
}

const NAMES = ['monitored', 'logged', 'timed', 'counted', 'all', 'scheduled'] as const;

const methods = (kind: string, self: () => Methods): Way[] =>
  NAMES.map((name) => [`${kind}, ${name}`, (work) => self()[name](work)]);

let single: Single;
let transient: Transient;
let sentry: typeof SentryNest;
const observer = new Observer([
  {
    name: 'around',
    operations: { around: (_o, work) => work() },
    messages: { around: (_o, work) => work() },
    tasks: { around: (_o, work) => work() },
  },
]);

const WAYS: Way[] = [
  ...methods('a provider', () => single),
  ...methods('a transient provider', () => transient),
  ...methods('an object made by hand', () => new Methods()),
  ['Sentry.startSpan', (work) => sentry.startSpan({ name: 'lazy' }, work)],
  ['Sentry.startSpanManual', (work) => sentry.startSpanManual({ name: 'lazy' }, work)],
  ['Sentry.withActiveSpan', (work) => sentry.withActiveSpan(null, work)],
  ['Sentry.suppressTracing', (work) => sentry.suppressTracing(work)],
  ['Sentry.withScope', (work) => sentry.withScope(work)],
  ['Sentry.withIsolationScope', (work) => sentry.withIsolationScope(work)],
  ['a message', (work) => runMessage(observer, MESSAGE, {}, work)],
  ['a client of the app', (work) => settle(work, { done: () => 0, failed: () => 0 })],
];

const MESSAGE = { transport: 'tcp', pattern: 'sum', isEvent: false };

describe.each(platforms)('what the functions of an app return, on $platform', ({ adapter }) => {
  let app: INestApplication;
  let receiver: SentryReceiver;
  let base: string;

  beforeAll(async () => {
    receiver = await SentryReceiver.start();
    sentry = startErrorTracking({
      dsn: receiver.dsn,
      environment: 'test',
      release: undefined,
      sampleRate: 1,
    }) as unknown as typeof SentryNest;

    @Module({
      imports: [
        ScheduleModule.forRoot(),
        ObservabilityModule.forRoot({
          http: { user: fromOptions, tenant: fromOptions, requestId: fromOptions },
          logs: {
            level: 'info',
            requestLevel: fromOptions,
            destination: destination as { write: () => void },
          },
        }),
      ],
      controllers: [LazyController],
      providers: [Single, Transient],
    })
    class LazyModule {}

    app = await NestFactory.create(LazyModule, adapter(), { logger: false });
    base = await listen(app);
    single = app.get(Single);
    transient = await app.resolve(Transient);
  });

  afterAll(async () => {
    await app.close();
    await sentry.close(2000);
    await receiver.stop();
  });

  describe.each(lazyResults)('%s', (_kind, make) => {
    it.each(WAYS)('is the same object by %s, and was not run', async (_way, call) => {
      const result = make();

      const returned = call(() => result.value);
      await new Promise(setImmediate);

      expect(returned).toBe(result.value);
      expect(result.runs).toBe(0);
      await (returned as PromiseLike<unknown>);
      expect(result.runs).toBe(1);
    });

    it.each(['plain', 'monitored'])('is run once by Nest: a handler that is %s', async (path) => {
      const result = make();
      handled = result.value;

      const response = await fetch(`${base}/${path}`);

      expect(await response.text()).toBe('rows');
      expect(result.runs).toBe(1);
    });

    it('is not run where a function of the options or a log destination returns it', async () => {
      const result = make();
      handled = 'tea';
      configured = result.value;
      destination.lines = 0;

      const response = await fetch(`${base}/plain`);
      await eventually(() => expect(destination.lines).toBeGreaterThan(0));
      await new Promise(setImmediate);
      configured = undefined;

      expect(await response.text()).toBe('tea');
      expect(result.runs).toBe(0);
    });

    it('is run once by BullMQ', async () => {
      const result = make();
      const processor = { process: () => result.value as Promise<unknown> };
      instrumentProcessor(processor, observer);

      await processor.process.call(processor, ...([JOB] as unknown as []));

      expect(result.runs).toBe(1);
    });
  });

  describe.each(unreadableResults)('%s', (_kind, make) => {
    it.each(WAYS)('is the same object by %s', (_way, call) => {
      const result = make();

      const returned = call(() => result);

      expect(returned === result).toBe(true);
    });
  });
});

const JOB = { id: '1', name: 'send', queueName: 'mails', attemptsMade: 0, opts: {} };
