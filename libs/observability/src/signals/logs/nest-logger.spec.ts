import { Logger as NestFacade } from '@nestjs/common';
import { Losses, Observer, Redactor, RequestContext } from '../../core';
import { REDACTED, runInContext } from '../../core';
import { createLogger } from './logger';
import { NestLogger } from './nest-logger';

type Line = Record<string, unknown>;

const STACK = 'TypeError: boom\n    at place (orders.service.ts:7:3)\n    at run (main.ts:1:1)';

function start(level = 'trace'): { nest: NestLogger; lines: Line[] } {
  const lines: Line[] = [];
  const logger = createLogger({
    level,
    service: { name: 'shop', version: '1', environment: 'test' },
    destination: { write: (line) => void lines.push(JSON.parse(line) as Line) },
    redactor: new Redactor(),
    losses: new Losses(),
  });
  return { nest: new NestLogger(logger), lines };
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

    expect(lines).toMatchObject([{ level, logger: 'nest', context: 'Orders', message: 'hello' }]);
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
      { message: '', context: 'Orders', extra: { fields: { order: 7, token: REDACTED } } },
    ]);
  });

  it('keeps further messages as details', () => {
    const { nest, lines } = start();

    nest.log('order', { id: 7 }, 'placed', 'Orders');

    expect(lines).toMatchObject([
      { message: 'order', context: 'Orders', extra: { details: [{ id: 7 }, 'placed'] } },
    ]);
  });

  it('writes percent signs as they are', () => {
    const { nest, lines } = start();

    nest.log('100%s done, 5%d left', 'Orders');

    expect(lines).toMatchObject([{ message: '100%s done, 5%d left' }]);
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

  it('leaves an unhandled error of a request to the line of the request', () => {
    const { nest, lines } = start();
    const context = new RequestContext(new Observer([]));
    const markUnhandled = jest.fn();
    context.observation = { ended: false, fail: () => undefined, markUnhandled };

    runInContext(context, () => nest.error(new Error('boom'), 'ExceptionsHandler'));

    expect(lines).toEqual([]);
    expect(markUnhandled).toHaveBeenCalledTimes(1);
  });

  it('writes an unhandled error that no request will tell of', () => {
    const { nest, lines } = start();

    nest.error(new Error('boom'), 'ExceptionsHandler');

    expect(lines).toMatchObject([{ message: 'boom', context: 'ExceptionsHandler' }]);
  });
});

describe("Nest's own Logger in front of it", () => {
  afterEach(() => NestFacade.overrideLogger(['log', 'fatal', 'error', 'warn', 'debug', 'verbose']));

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
