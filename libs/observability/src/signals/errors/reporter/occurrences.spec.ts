import type { RequestContext } from '../../../core';
import { ErrorsSignal } from '../testing/errors-signal';

/** A request that ends with the error. */
function failRequest(signal: ErrorsSignal, error: unknown, context: RequestContext): void {
  const request = signal.request(500, '/orders', context);
  request.fail(error);
  signal.observer.requests.end(request);
}

const SHARED = new Error('one object for all');

describe('one error in one request', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('boom')],
    ['a frozen error', Object.freeze(new Error('frozen'))],
    ['a text', 'boom'],
    ['a number', 42],
    ['null', null],
    ['undefined', undefined],
    ['a plain object', { code: 7 }],
  ])('is one occurrence, thrown as %s and come again too late', (_case, error) => {
    const signal = new ErrorsSignal();

    failRequest(signal, error, signal.context);
    signal.observer.uncaught(error, signal.context);
    signal.observer.uncaught(error, signal.context);

    expect(signal.errors).toEqual([error]);
  });

  it('is the same occurrence wrapped in another', () => {
    const signal = new ErrorsSignal();
    const root = new Error('root');

    signal.observer.uncaught(root, signal.context);
    failRequest(signal, new Error('outer', { cause: root }), signal.context);

    expect(signal.errors).toEqual([root]);
  });

  it('is the same occurrence unwrapped again', () => {
    const signal = new ErrorsSignal();
    const root = new Error('root');
    const outer = new Error('outer', { cause: root });

    failRequest(signal, outer, signal.context);
    signal.observer.uncaught(root, signal.context);

    expect(signal.errors).toEqual([outer]);
  });

  it('is the same occurrence as a member of an AggregateError', () => {
    const signal = new ErrorsSignal();
    const member = new Error('member');

    signal.observer.uncaught(member, signal.context);
    failRequest(signal, new AggregateError([member]), signal.context);

    expect(signal.errors).toEqual([member]);
  });

  it('is not the same as another error of the same text', () => {
    const signal = new ErrorsSignal();

    signal.observer.uncaught(new Error('boom'), signal.context);
    signal.observer.uncaught(new Error('boom'), signal.context);

    expect(signal.errors).toHaveLength(2);
  });
});

describe('one object thrown in ten requests', () => {
  it('is ten occurrences, and stays as it was', () => {
    const signal = new ErrorsSignal();
    const before = Reflect.ownKeys(SHARED);

    for (let i = 0; i < 10; i += 1) failRequest(signal, SHARED, signal.newContext());

    expect(signal.errors).toHaveLength(10);
    expect(Reflect.ownKeys(SHARED)).toEqual(before);
  });
});

describe('an error outside any request', () => {
  it('is the same within five seconds, and another one later', () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');

    signal.observer.uncaught(error, undefined);
    signal.clock.advance(4999);
    signal.observer.uncaught(error, undefined);
    signal.clock.advance(1);
    signal.observer.uncaught(error, undefined);

    expect(signal.errors).toHaveLength(2);
  });

  it('is the one that a request has just reported: a promise that nobody waited for', () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');

    failRequest(signal, error, signal.context);
    signal.observer.uncaught(error, undefined, 'unhandledRejection');

    expect(signal.errors).toEqual([error]);
  });

  it('is not reported again by the request that ends with it', () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');

    signal.observer.uncaught(error, undefined, 'unhandledRejection');
    failRequest(signal, error, signal.context);

    expect(signal.errors).toEqual([error]);
  });

  it('is each time another one when it is no object', () => {
    const signal = new ErrorsSignal();

    signal.observer.uncaught('boom', undefined);
    signal.observer.uncaught('boom', undefined);

    expect(signal.errors).toEqual(['boom', 'boom']);
  });
});

describe('a job that fails for days', () => {
  it('remembers no more than a thousand errors', () => {
    const signal = new ErrorsSignal();

    for (let i = 0; i < 5000; i += 1) signal.observer.uncaught(i, signal.context);

    const { noted } = signal.context.errorNotes as { noted: Map<unknown, boolean> };
    expect(noted.size).toBe(1000);
  });
});
