import { Logger as NestFacade } from '@nestjs/common';
import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { markReported, Observer, REDACTED, RequestContext, runInContext } from '../../../core';
import { LevelChanges } from '../loggers/level-changes';
import { NestLogger } from './nest-logger';

const STACK = 'TypeError: boom\n    at place (orders.service.ts:7:3)\n    at run (main.ts:1:1)';

function start(level = 'trace'): { nest: NestLogger; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers({ level });
  return { nest: new NestLogger(() => loggers), lines };
}

describe('NestLogger', () => {
  it.each([
    ['log', 'info'],
    ['error', 'error'],
    ['warn', 'warn'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['fatal', 'fatal'],
  ] as const)('writes %s with the level %s', (verb, level) => {
    const { nest, lines } = start();

    nest[verb]('hello', 'Orders');

    expect(lines).toMatchObject([{ level, logger: 'app', context: 'Orders', message: 'hello' }]);
  });

  it.each([
    ['RoutesResolver', 'nest'],
    ['TypeOrmModule', 'database'],
    ['BullModule', 'queue'],
    ['OrdersService', 'app'],
  ])('writes what %s says by the logger %s', (context, logger) => {
    const { nest, lines } = start();

    nest.log('hello', context);

    expect(lines).toMatchObject([{ logger, context }]);
  });

  it('writes nothing below the level', () => {
    const { nest, lines } = start('error');

    nest.log('hello', 'Orders');

    expect(lines).toEqual([]);
  });

  it('writes a message without a context', () => {
    const { nest, lines } = start();

    nest.log('hello');

    expect(lines).toMatchObject([{ message: 'hello' }]);
    expect(lines[0]).not.toHaveProperty('context');
  });

  it('takes a stack as the second argument and the context as the third', () => {
    const { nest, lines } = start();

    nest.error('boom', STACK, 'Orders');

    expect(lines).toMatchObject([
      { message: 'boom', context: 'Orders', exception: { message: 'boom', traceback: STACK } },
    ]);
  });

  it('takes a stack as the last argument for a stack, not for a context', () => {
    const { nest, lines } = start();

    nest.error('boom', STACK);

    expect(lines).toMatchObject([{ message: 'boom', exception: { traceback: STACK } }]);
    expect(lines[0]).not.toHaveProperty('context');
  });

  it('passes over a stack that is undefined', () => {
    const { nest, lines } = start();

    nest.error('boom', undefined, 'Orders');

    expect(lines).toMatchObject([{ message: 'boom', context: 'Orders' }]);
    expect(lines[0]).not.toHaveProperty('extra');
    expect(lines[0]).not.toHaveProperty('exception');
  });

  it('takes an error for the message', () => {
    const { nest, lines } = start();
    const error = new TypeError('boom');

    nest.error(error, 'Orders');

    expect(lines).toMatchObject([
      {
        message: 'boom',
        context: 'Orders',
        exception: { message: 'boom', traceback: error.stack },
      },
    ]);
  });

  it('writes an error whose message throws when it is read', () => {
    const { nest, lines } = start();
    const error = Object.defineProperty(new Error('boom'), 'message', {
      get: () => {
        throw new Error('no');
      },
    });

    nest.error(error, 'Orders');

    expect(lines).toMatchObject([{ level: 'error', context: 'Orders', exception: {} }]);
  });

  it('keeps type and cause of an error that comes with its stack', () => {
    const { nest, lines } = start();
    const error = new TypeError('boom', { cause: new RangeError('too far') });

    nest.error(error, STACK, 'Orders');

    expect(lines).toMatchObject([
      {
        message: 'boom',
        context: 'Orders',
        exception: { type: 'TypeError', cause: { type: 'RangeError', message: 'too far' } },
      },
    ]);
  });

  it('finds an error behind the message', () => {
    const { nest, lines } = start();

    nest.error('failed', new TypeError('boom'), 'Orders');

    expect(lines).toMatchObject([
      { message: 'failed', context: 'Orders', exception: { type: 'TypeError', message: 'boom' } },
    ]);
    expect(lines[0]).not.toHaveProperty('extra');
  });

  it('takes an object for the fields, secrets replaced', () => {
    const { nest, lines } = start();

    nest.log({ order: 7, token: 'abc' }, 'Orders');

    expect(lines).toMatchObject([
      { message: '', context: 'Orders', extra: { order: 7, token: REDACTED } },
    ]);
  });

  it('keeps further messages as details, and objects as fields', () => {
    const { nest, lines } = start();

    nest.log('order', { id: 7 }, 'placed', 'Orders');

    expect(lines).toMatchObject([
      { message: 'order', context: 'Orders', extra: { id: 7, details: ['placed'] } },
    ]);
  });

  it('writes percent signs as they are', () => {
    const { nest, lines } = start();

    nest.log('100%s done, 5%d left', 'Orders');

    expect(lines).toMatchObject([{ message: '100%s done, 5%d left' }]);
  });

  const boom = new TypeError('boom', { cause: 'cup' });
  const exception = { type: 'TypeError', message: 'boom', traceback: boom.stack };
  it.each<[string, unknown[], object]>([
    ['an object first', [{ k: 1 }, 'a'], { message: 'a', extra: { k: 1 } }],
    ['`message`', [{ message: 'm', k: 1 }], { message: 'm', extra: { k: 1 } }],
    ['`msg` and `err`', [{ msg: 'm', err: boom }], { message: 'm', exception }],
    ['`error`', [{ error: boom, k: 1 }, 'a'], { message: 'a', exception, extra: { k: 1 } }],
    ['`err` behind a text', ['a', { err: boom, k: 1 }], { message: 'a', exception }],
    ['a text and an error', ['a', boom], { message: 'a', exception }],
    ['an error and a text', [boom, 'a'], { message: 'a', exception }],
    ['an error and its stack', [boom, boom.stack], { message: 'boom', exception }],
    ['a text and a stack', ['a', boom.stack], { message: 'a', exception }],
    ['a text, nothing and a text', ['a', undefined, 'b'], { extra: { details: ['b'] } }],
    ['`message` and `stack`', [{ message: 'a', stack: boom.stack }], { message: 'a', exception }],
    ['a place for a text', ['a %s', 'b'], { message: 'a b' }],
    ['a place for an error', ['failed: %s', boom], { message: 'failed: boom', exception }],
    ['places and more', ['%d of %s', 1, 'two', { k: 1 }], { message: '1 of two', extra: { k: 1 } }],
    ['a place that does not fit', ['%d', { k: 1 }], { message: '%d', extra: { k: 1 } }],
    ['JSON', ['a %j', { k: 1 }], { message: 'a {"k":1}' }],
    ['an object with its parts', ['a %o', { k: 1 }], { message: 'a { k: 1 }' }],
    ['several objects', ['a', { k: 1 }, { j: 2 }], { extra: { k: 1, j: 2 } }],
    ['a name twice', ['a', { k: 1 }, { k: 2 }], { extra: { k: 1, details: [{ k: 2 }] } }],
    ['a list', [['x', 'y']], { message: '', extra: ['x', 'y'] }],
    ['a list behind a text', ['a', ['x']], { message: 'a', extra: { details: [['x']] } }],
    ['two errors', [boom, new Error('other')], { message: 'boom', exception }],
    ['a function', [() => 'made'], { message: 'made' }],
    ['a class', [Observer], { message: 'Observer' }],
    [
      'reserved names',
      [{ message: 'm', level: 'x', service: 's', request_id: 'r', context: 'C' }],
      { level: 'error', message: 'm', extra: { level: 'x', service: 's', request_id: 'r' } },
    ],
  ])('gives message and exception to %s', (_case, given, wanted) => {
    const { nest, lines } = start();

    const [message, ...rest] = given;
    nest.error(message, ...rest, 'Orders');

    expect(lines).toMatchObject([{ level: 'error', context: 'Orders', ...wanted }]);
  });

  it('calls no function for a line that is not written, and none that throws does harm', () => {
    const { nest, lines } = start('info');
    const make = jest.fn(() => {
      throw new Error('no');
    });

    nest.debug(make, 'Orders');
    expect(make).not.toHaveBeenCalled();
    nest.log(make, 'Orders');

    expect(lines).toMatchObject([{ message: expect.any(String) }]);
  });

  it.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5'],
    [5n, '5'],
    [Symbol('s'), 'Symbol(s)'],
  ])('writes %p as a text', (message, text) => {
    const { nest, lines } = start();

    nest.log(message, 'Orders');

    expect(lines).toMatchObject([{ message: text }]);
  });

  it.each(['ExceptionsHandler', 'RpcExceptionsHandler', 'WsExceptionsHandler'])(
    'leaves what %s has not handled to the line that ends the work',
    (handler) => {
      const { nest, lines } = start();
      const context = new RequestContext(new Observer([]));
      const markUnhandled = jest.fn();
      context.observation = { ended: false, fail: () => undefined, markUnhandled };

      runInContext(context, () => nest.error(new Error('boom'), handler));

      expect(lines).toEqual([]);
      expect(markUnhandled).toHaveBeenCalledTimes(1);
    },
  );

  it('leaves the error of a scheduled method to the line of its run, once', () => {
    const { nest, lines } = start();
    const error = new Error('no paper');
    markReported(error);

    nest.error(error, 'Scheduler');
    nest.error(error, 'Scheduler');

    expect(lines).toMatchObject([{ message: 'no paper', context: 'Scheduler' }]);
  });

  it('writes an unhandled error that no request will tell of', () => {
    const { nest, lines } = start();

    nest.error(new Error('boom'), 'ExceptionsHandler');

    expect(lines).toMatchObject([{ message: 'boom', context: 'ExceptionsHandler' }]);
  });
});

describe("Nest's own Logger in front of it", () => {
  afterEach(() => NestFacade.overrideLogger(['log', 'fatal', 'error', 'warn', 'debug', 'verbose']));

  it('writes only the levels of the app options of Nest, until one is set at run time', () => {
    const { loggers, lines } = recordedLoggers({ level: 'debug' });
    const changes = new LevelChanges(loggers);
    NestFacade.overrideLogger(['error', 'warn']);
    NestFacade.overrideLogger(new NestLogger(() => loggers));

    new NestFacade('Orders').debug('before');
    changes.change('Orders', { level: 'debug' }, {});
    lines.length = 0;
    new NestFacade('Orders').debug('after');
    new NestFacade('Prices').debug('of another class');

    changes.close();
    expect(lines.map(({ message }) => message)).toEqual(['after']);
  });

  it('passes on its context', () => {
    const { nest, lines } = start();
    NestFacade.overrideLogger(nest);

    new NestFacade('Orders').log('hello');

    expect(lines).toMatchObject([{ message: 'hello', context: 'Orders' }]);
  });

  it('passes on a stack and its context', () => {
    const { nest, lines } = start();
    NestFacade.overrideLogger(nest);

    new NestFacade('Orders').error('boom', STACK);

    expect(lines).toMatchObject([
      { message: 'boom', context: 'Orders', exception: { traceback: STACK } },
    ]);
  });

  it('passes on an error alone', () => {
    const { nest, lines } = start();
    NestFacade.overrideLogger(nest);

    new NestFacade('Orders').error(new Error('boom'));

    expect(lines).toMatchObject([{ context: 'Orders', exception: { message: 'boom' } }]);
    expect(lines[0]).not.toHaveProperty('extra');
  });
});
