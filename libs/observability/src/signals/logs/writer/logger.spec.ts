import type { Logger } from 'pino';
import { recordedLoggers } from '../testing/recorded-loggers';
import { Drops, Observer, Redactor, RequestContext, REDACTED, runInContext } from '../../../core';
import { eventRecord } from '../records/event-record';
import { PreparedRecord } from '../records/log-record';
import { createLogger } from './logger';

type Line = Record<string, unknown>;

interface Recording {
  readonly logger: Logger;
  readonly drops: Drops;
  /** The texts as they were written. */
  readonly written: string[];
  /** The one line, read back; fails when there is another number of them or it is no JSON. */
  line(): Line;
}

function start(level = 'trace'): Recording {
  const written: string[] = [];
  const drops = new Drops();
  const logger = createLogger({
    level,
    service: { name: 'shop', version: '1.2.3', environment: 'test' },
    destination: { write: (text) => void written.push(text) },
    redactor: new Redactor(),
    drops,
  });
  const line = (): Line => {
    expect(written).toEqual([expect.stringMatching(/^[^\n]+\n$/)]);
    return JSON.parse(String(written[0])) as Line;
  };
  return { logger, drops, written, line };
}

function contextOf(requestId: string): RequestContext {
  return new RequestContext(new Observer([]), { requestId, user: () => ({ id: 'ada' }) });
}

/** Hands the logger what its types forbid and people do all the same. */
function logAnyhow(logger: Logger, ...args: unknown[]): void {
  const log: (...anything: unknown[]) => void = logger.info.bind(logger);
  log(...args);
}

function fail(): never {
  throw new Error('no');
}

describe('a line of the log', () => {
  it('says when, at which level and from which program', () => {
    const { logger, line } = start();

    logger.warn('low on paper');

    expect(line()).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'warn',
      service: 'shop',
      version: '1.2.3',
      environment: 'test',
      message: 'low on paper',
    });
  });

  it('is not written below the level', () => {
    const { logger, written } = start('warn');

    logger.info('chatter');

    expect(written).toEqual([]);
  });

  it('carries the ids of the running request', () => {
    const { logger, line } = start();
    const context = contextOf('req-7');

    runInContext(context, () => logger.info('paid'));

    expect(line()).toMatchObject({
      request_id: 'req-7',
      trace_id: context.traceId,
      span_id: context.spanId,
      user_id: 'ada',
    });
  });

  it('keeps the ids of the running request when the app logs fields of these names', () => {
    const { logger, line } = start();

    runInContext(contextOf('req-7'), () => logger.info({ request_id: 'forged' }, 'paid'));

    expect(line()).toMatchObject({ request_id: 'req-7', extra: { request_id: 'forged' } });
  });

  it('has the fields of the app under a name of their own', () => {
    const { logger, line } = start();

    logger.info({ order: 7, context: 'Orders', method: 'place', level: 'mine' }, 'placed');

    expect(line()).toMatchObject({
      level: 'info',
      context: 'Orders',
      method: 'place',
      extra: { order: 7, level: 'mine' },
      message: 'placed',
    });
  });

  it('stays one line when the message has several', () => {
    const { logger, line } = start();

    logger.info('first\nsecond\r\n{"level":"fatal"}');

    expect(line()['message']).toBe('first\nsecond\r\n{"level":"fatal"}');
  });
});

describe('an error in the log', () => {
  it('gives the line its message and its stack', () => {
    const { logger, line } = start();
    const error = new TypeError('no such order');

    logger.error(error);

    expect(line()).toMatchObject({
      message: 'no such order',
      exception: { message: 'no such order', traceback: error.stack },
    });
  });

  it('has its own type and the chain of its causes', () => {
    const { logger, line } = start();
    const cause = new RangeError('no answer', { cause: 'socket hang up' });

    logger.error(new TypeError('cannot pay', { cause }));

    expect(line()['exception']).toEqual({
      type: 'TypeError',
      message: 'cannot pay',
      traceback: expect.stringMatching(/^TypeError: cannot pay\n/),
      cause: {
        type: 'RangeError',
        message: 'no answer',
        traceback: cause.stack,
        cause: { type: 'string', message: 'socket hang up' },
      },
    });
  });

  it.each(['err', 'exception'])('is found under %s', (key) => {
    const { logger, line } = start();

    logger.error({ [key]: new Error('boom'), order: 7 }, 'placing failed');

    expect(line()).toMatchObject({
      message: 'placing failed',
      exception: { message: 'boom' },
      extra: { order: 7 },
    });
  });

  it('keeps its message on each line of a child logger', () => {
    const { logger, line } = start();

    logger.child({ err: new Error('x') }).info('retried');

    expect(line()).toMatchObject({
      message: 'retried',
      exception: { type: 'Error', message: 'x' },
    });
  });

  it('leaves the message to the app when it gives one', () => {
    const { logger, line } = start();

    logger.error(new Error('boom'), 'placing %s failed', 7);

    expect(line()).toMatchObject({ message: 'placing 7 failed', exception: { message: 'boom' } });
  });

  it('shows no secret, neither of its message nor of its stack', () => {
    const { logger, written } = start();

    logger.error(new Error('cannot reach postgres://ada:hunter2@db/shop'));

    expect(written.join()).toContain('cannot reach postgres://');
    expect(written.join()).not.toContain('hunter2');
  });
});

describe('secrets in the log', () => {
  it('are replaced in nested fields', () => {
    const { logger, line } = start();

    logger.info({ user: { name: 'Ada', cards: [{ cvv: '123' }] }, token: 'abc' }, 'paid');

    expect(line()['extra']).toEqual({
      user: { name: 'Ada', cards: [{ cvv: REDACTED }] },
      token: REDACTED,
    });
  });

  it.each([
    ['a query', 'GET /a?token=hunter2'],
    ['an address', 'connect to redis://:hunter2@cache'],
    ['a header', 'authorization: Bearer hunter2hunter2'],
  ])('are replaced in the message, as in %s', (_case, message) => {
    const { logger, line } = start();

    logger.info(message);

    expect(line()['message']).toContain(REDACTED);
    expect(line()['message']).not.toContain('hunter2');
  });

  it.each([
    ['a text', 'GET %s', '/a?token=hunter2'],
    ['an object', 'login of %j', { name: 'Ada', password: 'hunter2' }],
    ['an object in the long form', 'login of %o', { name: 'Ada', password: 'hunter2' }],
  ])('are replaced in %s that the message quotes', (_case, message, quoted) => {
    const { logger, line } = start();

    logAnyhow(logger, message, quoted);

    expect(line()['message']).toContain(REDACTED);
    expect(line()['message']).not.toContain('hunter2');
  });

  it('are replaced in what a message after fields quotes', () => {
    const { logger, line } = start();

    logger.info({ order: 7 }, 'GET %s', '/a?token=hunter2');

    expect(line()['message']).toBe(`GET /a?token=${REDACTED}`);
  });

  it('are replaced where they come into a template, and their neighbours stay', () => {
    const { logger, line } = start();

    logger.info('GET /x?token=%s by %s', 'SECRET', 'bob');

    expect(line()['message']).toBe(`GET /x?token=${REDACTED} by bob`);
  });

  it('are replaced in what a child logger says on each line', () => {
    const { logger, line } = start();

    logger.child({ password: 'hunter2', part: 'billing' }).info('charged');

    const extra = { password: REDACTED, part: 'billing' };
    expect(line()).toMatchObject({ extra, message: 'charged' });
  });

  it('stay in the object of the app', () => {
    const { logger } = start();
    const login = { password: 'hunter2' };

    logger.info(login, 'login');

    expect(login).toEqual({ password: 'hunter2' });
  });
});

describe('a message that quotes values', () => {
  it.each([
    ['%s paid %d', ['Ada', 12.5], 'Ada paid 12.5'],
    ['%s', [10n], '10'],
    ['%s and %s', ['one'], 'one and %s'],
    ['%s', [{ order: { lines: ['tea'] } }], '{"order":{"lines":["tea"]}}'],
    ['%d', ['no number'], '%d'],
    ['100%% of %s', ['it'], '100%% of it'],
    ['no place', ['kept'], 'no place'],
  ])('%p with %p', (message, quoted, wanted) => {
    const { logger, line } = start();

    logAnyhow(logger, message, ...quoted);

    expect(line()['message']).toBe(wanted);
  });
});

describe('a call in the order of another logger', () => {
  const error = new TypeError('boom');
  const exception = { type: 'TypeError', message: 'boom', traceback: error.stack };

  it.each<[string, unknown[], object]>([
    ['a text and an error', ['a', error], { message: 'a', exception }],
    ['a text and a stack', ['a', error.stack], { message: 'a', exception }],
    ['`msg`', [{ msg: 'm', k: 1 }], { message: 'm', extra: { k: 1 } }],
    ['`msg` and a text', [{ msg: 'm' }, 'a'], { message: 'a', extra: { msg: 'm' } }],
    ['a text and fields', ['a', { k: 1 }], { message: 'a', extra: { k: 1 } }],
    ['fields and an error', [{ k: 1 }, 'a', error], { message: 'a', exception, extra: { k: 1 } }],
    ['a text and more', ['a', 'b', 3], { message: 'a', extra: { details: ['b', 3] } }],
    ['a stack for a context', [{ context: error.stack }, 'a'], { message: 'a', exception }],
  ])('has message and exception: %s', (_case, args, wanted) => {
    const { logger, line } = start();

    logAnyhow(logger, ...args);

    expect(line()).toMatchObject(wanted);
  });

  it('tells the listener of the error, wherever it was found', () => {
    const heard: unknown[] = [];
    const { loggers } = recordedLoggers({
      listener: { onLine: (_level, _written, given) => void heard.push(given) },
    });

    logAnyhow(loggers.get('app'), 'a', { err: error });
    logAnyhow(loggers.get('app'), 'a', error.stack);

    expect(heard).toEqual([
      [error],
      [expect.objectContaining({ message: 'boom', name: 'TypeError' })],
    ]);
  });
});

describe('logging never throws and always writes one line of JSON', () => {
  const cycle: Record<string, unknown> = { id: 1 };
  cycle['self'] = cycle;
  const lazy = {
    id: 1,
    get rows(): never {
      throw new Error('connection closed');
    },
  };
  const brokenErr = {
    get err(): never {
      throw new Error('no');
    },
  };

  it.each<[string, unknown, unknown]>([
    ['a cycle', cycle, { id: 1, self: '[Circular]' }],
    ['a BigInt in an object', { amount: 10n }, { amount: '10' }],
    ['a BigInt', 10n, '10'],
    ['a getter that throws', lazy, { id: 1, rows: '[Unreadable]' }],
    ['a toJSON that throws', { toJSON: fail }, '[Unreadable]'],
    ['a list', [1, { a: 2n }], [1, { a: '2' }]],
    ['a number', 5, 5],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', { run: () => 1 }, { run: '[Function run]' }],
    ['a Map', new Map([['a', 1]]), { a: 1 }],
    ['null', null, null],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['an error key that throws', brokenErr, undefined],
  ])('for %s', (_case, value, extra) => {
    const { logger, drops, line } = start();

    logAnyhow(logger, value);

    expect(line()['extra']).toEqual(extra);
    expect([...drops.entries()]).toEqual([]);
  });

  it.each<[string, unknown[], string]>([
    ['no arguments', [], ''],
    ['undefined', [undefined], ''],
    ['undefined and a message', [undefined, 'hello'], 'hello'],
    ['null and a message', [null, 'hello'], 'hello'],
    ['an empty text', [''], ''],
    ['a cycle and a message', [cycle, 'hello'], 'hello'],
    ['a message that quotes a cycle', ['%j', cycle], '{"id":1,"self":"[Circular]"}'],
  ])('for %s', (_case, args, message) => {
    const { logger, line } = start();

    logAnyhow(logger, ...args);

    expect(line()['message']).toBe(message);
  });

  it.each<[string, unknown[]]>([
    ['an Error whose message is read-only', [Object.freeze(new Error('boom'))]],
    ['a level that is an object', [{ level: { a: 1 } }, 'hello']],
    ['a message that is an object', [{ message: { a: 1 }, msg: 5 }]],
    ['an object after fields', [{ a: 1 }, { b: 2 }]],
    [
      'an AggregateError of a thousand',
      [new AggregateError(Array.from({ length: 1000 }, () => new Error('no')))],
    ],
    [
      'an object of ten thousand keys',
      [Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))],
    ],
  ])('with a message that is a text, for %s', (_case, args) => {
    const { logger, drops, written } = start();

    logAnyhow(logger, ...args);

    expect(written).toHaveLength(1);
    expect(written[0]!.length).toBeLessThan(262_144);
    expect(JSON.parse(written[0]!)).toMatchObject({
      level: 'info',
      message: expect.any(String),
    });
    expect([...drops.entries()]).toEqual([]);
  });

  it('for an error in which every property throws', () => {
    const { logger, written } = start();
    const error = new Error('boom');
    for (const key of ['stack', 'name', 'cause', 'code'])
      Object.defineProperty(error, key, { get: fail });

    logger.error({ err: error }, 'failed');

    expect(written.map((text) => JSON.parse(text) as Line)).toMatchObject([
      { message: 'failed', exception: { message: 'boom' } },
    ]);
  });

  it('for an error whose message throws when it is read', () => {
    const { logger, drops, line } = start();
    const error = Object.defineProperty(new Error('boom'), 'message', { get: fail });

    logger.error(error);

    expect(line()).toMatchObject({ level: 'error', message: '', exception: { type: 'Error' } });
    expect([...drops.entries()]).toEqual([]);
  });

  it('for a child logger whose fields throw when they are read', () => {
    const { logger, line } = start();

    logger.child(lazy).info('hello');

    expect(line()).toMatchObject({ message: 'hello', extra: { id: 1, rows: '[Unreadable]' } });
  });

  it('for an error that is its own cause', () => {
    const { logger, line } = start();
    const error = new Error('boom');
    error.cause = error;

    logger.error(error);

    expect(line()).toMatchObject({ level: 'error', message: 'boom' });
  });
});

describe('a destination that throws', () => {
  it('is counted, and the app does not notice', () => {
    const drops = new Drops();
    const logger = createLogger({
      level: 'info',
      service: { name: 'shop', version: '1', environment: 'test' },
      destination: {
        write: () => {
          throw new Error('disk full');
        },
      },
      redactor: new Redactor(),
      drops,
    });

    logger.info('one');
    logger.child({ part: 'x' }).info('two');

    expect([...drops.entries()]).toEqual([['logs', 2]]);
  });
});

describe('a listener to what the app logs', () => {
  it('hears of lines of the app and of its events, and not of those of the library', () => {
    const heard: unknown[][] = [];
    const { loggers } = recordedLoggers({
      listener: { onLine: (level, [, text]) => void heard.push([level, text]) },
    });
    const logger = loggers.get('app');

    logger.info({ order: 7 }, 'placed');
    logger.warn(eventRecord({ kind: 'security', type: 'login' }), 'Security event: login');
    logger.error(new PreparedRecord({ http: {} }), 'unhandled error');
    logger.debug('below the level');

    expect(heard).toEqual([
      [30, 'placed'],
      [40, 'Security event: login'],
    ]);
  });

  it('costs no line when it throws', () => {
    const { loggers, lines, drops } = recordedLoggers({ listener: { onLine: fail } });

    loggers.get('app').info('hello');

    expect(lines).toMatchObject([{ message: 'hello' }]);
    expect([...drops.entries()]).toEqual([['logs', 1]]);
  });
});

describe('a child with serializers', () => {
  it.each<[string, (value: unknown) => unknown, object | undefined]>([
    ['a value', (value) => `<${String(value)}>`, { order: '<7>' }],
    ['null', () => null, { order: null }],
    ['undefined', () => undefined, undefined],
    ['an error', () => fail(), { order: '[Unreadable]' }],
  ])('has what they make, as with pino: %s', (_case, order, extra) => {
    const { logger, line } = start();

    logger.child({ order: 7 }, { serializers: { order } }).info('placed');

    expect(line()['extra']).toEqual(extra);
  });

  it('may be given nothing', () => {
    const { logger, line } = start();

    logger.child({ order: 7 }, null as never).info('placed');

    expect(line()['extra']).toEqual({ order: 7 });
  });
});
