import type { Logger } from 'pino';
import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { Drops, Observer, Redactor, RequestContext, runInContext } from '../../../core';
import { TailBuffer } from './tail-buffer';

interface Started {
  readonly tail: TailBuffer;
  readonly logger: Logger;
  readonly lines: RecordedLine[];
  readonly drops: Drops;
}

function start(level = 'info', most = 100): Started {
  const drops = new Drops();
  const tail = new TailBuffer({ lines: most, slowMs: 1000 }, new Redactor(), drops);
  const { loggers, lines } = recordedLoggers({ level, tail, drops });
  return { tail, lines, drops, logger: loggers.get('app') };
}

/** The context of a request that is under way. */
function requestContext(requestId = 'req-7'): RequestContext {
  const context = new RequestContext(new Observer([]), { requestId, user: () => ({ id: 'ada' }) });
  context.observation = { ended: false, fail: () => undefined };
  return context;
}

const messages = (lines: RecordedLine[]): unknown[] => lines.map(({ message }) => message);

describe('lines below the level', () => {
  afterEach(() => jest.useRealTimers());

  it('are written when their request has failed, with their own time and its ids', () => {
    jest.useFakeTimers({ now: Date.parse('2026-11-24T12:00:00.000Z') });
    const { tail, logger, lines } = start();
    const context = requestContext();

    runInContext(context, () => logger.debug({ order: 7, token: 'abc' }, 'looking at %s', 'it'));
    jest.setSystemTime(Date.parse('2026-11-24T12:00:05.000Z'));
    tail.settle(context, true);

    expect(lines).toEqual([
      {
        level: 'debug',
        timestamp: '2026-11-24T12:00:00.000Z',
        service: 'shop',
        version: '1',
        environment: 'test',
        logger: 'app',
        user_id: 'ada',
        request_id: 'req-7',
        trace_id: context.traceId,
        span_id: context.spanId,
        extra: { order: 7, token: '[Redacted]' },
        tail: true,
        message: 'looking at it',
      },
    ]);
  });

  it('are forgotten when their request was fine', () => {
    const { tail, logger, lines } = start();
    const context = requestContext();

    runInContext(context, () => logger.debug('one'));
    tail.settle(context, false);
    tail.settle(context, true);

    expect(lines).toEqual([]);
  });

  it('stay in their order, and lines of the level stand between them at once', () => {
    const { tail, logger, lines } = start();
    const context = requestContext();

    runInContext(context, () => {
      logger.trace('one');
      logger.info('at once');
      logger.debug('two');
    });
    tail.settle(context, true);

    expect(messages(lines)).toEqual(['at once', 'one', 'two']);
  });

  it('belong to the request that logged them', () => {
    const { tail, logger, lines } = start();
    const [one, other] = [requestContext('one'), requestContext('other')];

    runInContext(one, () => logger.debug('of one'));
    runInContext(other, () => logger.debug('of the other'));
    tail.settle(other, true);

    expect(messages(lines)).toEqual(['of the other']);
  });

  it('keep what a child logger says on each line', () => {
    const { tail, logger, lines } = start();
    const context = requestContext();

    runInContext(context, () => logger.child({ part: 'billing' }).debug('hello'));
    tail.settle(context, true);

    expect(lines).toMatchObject([{ extra: { part: 'billing' }, message: 'hello', tail: true }]);
  });

  it('are the newest when there are too many', () => {
    const { tail, logger, lines } = start('info', 3);
    const context = requestContext();

    runInContext(context, () => {
      for (let i = 0; i < 5; i += 1) logger.debug(`line ${i}`);
    });
    tail.settle(context, true);

    expect(messages(lines)).toEqual(['line 2', 'line 3', 'line 4']);
  });

  it('are bounded over all requests: the oldest request loses its lines', () => {
    const { tail, logger, lines, drops } = start('info', 1000);
    const contexts = Array.from({ length: 21 }, (_, i) => requestContext(`req-${i}`));

    for (const context of contexts) {
      runInContext(context, () => {
        for (let i = 0; i < 1000; i += 1) logger.debug('line');
      });
    }
    tail.settle(contexts[0]!, true);
    const ofOldest = lines.length;
    tail.settle(contexts[20]!, true);

    expect([ofOldest, lines.length]).toEqual([0, 1000]);
    expect([...drops.entries()]).toEqual([['logs', 1000]]);
  });

  it('are bounded in bytes as well: the oldest requests lose theirs', () => {
    const { tail, logger, lines, drops } = start('info', 1000);
    const contexts = Array.from({ length: 3 }, (_, i) => requestContext(`req-${i}`));

    for (const context of contexts) {
      runInContext(context, () => {
        for (let i = 0; i < 8; i += 1) logger.debug({ body: 'x'.repeat(1024 * 1024) }, 'line');
      });
    }
    const written = contexts.map((context) => {
      const before = lines.length;
      tail.settle(context, true);
      return lines.length - before;
    });

    expect(written).toEqual([0, 0, 8]);
    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'tail_full', count: 16 }]);
  });

  it('of one request are bounded in bytes as well', () => {
    const { tail, logger, lines, drops } = start('info', 1000);
    const context = requestContext();

    runInContext(context, () => {
      for (let i = 0; i < 20; i += 1) logger.debug('x'.repeat(1024 * 1024));
    });
    tail.settle(context, true);

    expect(lines).toHaveLength(4);
    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'tail_full', count: 16 }]);
  });

  it('leave their room to others when they are replaced or forgotten', () => {
    const { tail, logger, lines, drops } = start('info', 2);
    const [context, other] = [requestContext('one'), requestContext('other')];

    runInContext(context, () => {
      for (let i = 0; i < 40; i += 1) logger.debug('x'.repeat(1024 * 1024));
    });
    tail.settle(context, false);
    runInContext(other, () => logger.debug('x'.repeat(15 * 1024 * 1024)));
    tail.settle(other, true);

    expect([lines.length, [...drops.byReason()]]).toEqual([1, []]);
  });

  it.each<[string, (context: RequestContext, log: () => void) => void]>([
    ['outside any request', (_context, log) => log()],
    [
      'after the end of the request',
      (context, log) => {
        context.observation = { ended: true, fail: () => undefined };
        runInContext(context, log);
      },
    ],
    [
      'in a context that nobody ends',
      (context, log) => {
        context.observation = undefined;
        runInContext(context, log);
      },
    ],
  ])('are not kept %s', (_case, run) => {
    const { tail, logger, lines } = start();
    const context = requestContext();

    run(context, () => logger.debug('lost'));
    tail.settle(context, true);

    expect(lines).toEqual([]);
  });

  it('are all kept after the level was changed', () => {
    const { tail, logger, lines } = start();
    const context = requestContext();

    logger.level = 'debug';
    runInContext(context, () => logger.debug('written'));
    logger.level = 'warn';
    runInContext(context, () => logger.info('kept'));
    tail.settle(context, true);

    expect(lines).toMatchObject([
      { message: 'written' },
      { message: 'kept', level: 'info', tail: true },
    ]);
    expect(lines[0]).not.toHaveProperty('tail');
  });

  it('are enabled for code that checks whether the level is on', () => {
    const { logger } = start();

    const outside = logger.isLevelEnabled('debug');
    const inside = runInContext(requestContext(), () => logger.isLevelEnabled('debug'));

    expect([outside, inside, logger.isLevelEnabled('info')]).toEqual([false, true, true]);
  });

  it('of a silent logger are not kept', () => {
    const { tail, logger, lines } = start('silent');
    const context = requestContext();

    runInContext(context, () => {
      logger.debug('one');
      logger.error('two');
    });
    tail.settle(context, true);

    expect(lines).toEqual([]);
    expect(runInContext(context, () => logger.isLevelEnabled('debug'))).toBe(false);
  });

  it('never throw, whatever was logged', () => {
    const { tail, logger, lines, drops } = start();
    const context = requestContext();
    const broken = {
      get rows(): never {
        throw new Error('no');
      },
    };

    runInContext(context, () => {
      logger.debug(broken);
      const debug: (...args: unknown[]) => void = logger.debug.bind(logger);
      debug();
      debug(Symbol('s'), 5n);
    });
    tail.settle(context, true);

    expect(messages(lines)).toEqual(['', '', '5']);
    expect([...drops.entries()]).toEqual([]);
  });
});
