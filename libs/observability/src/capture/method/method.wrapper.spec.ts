import { lastValueFrom, Observable, throwError } from 'rxjs';
import { ErrorsSignal } from '../../signals/errors/testing/errors-signal';
import { currentContext, Observer, RequestContext, runInContext } from '../../core';
import type { Listener, ObservationHandler, Operation, OperationObservation } from '../../core';
import { operationPlan } from './call-plan';
import type { Method } from './keep-identity';
import { wrapMethod } from './method.wrapper';

const OPERATION: Operation = {
  name: 'OrdersService.place',
  className: 'OrdersService',
  methodName: 'place',
  slowThresholdMs: 1000,
  index: 0,
};

class RecordingHandler implements ObservationHandler {
  readonly name = 'recorder';
  readonly begun: OperationObservation[] = [];
  readonly ended: OperationObservation[] = [];
  readonly operations: Listener<OperationObservation> = {
    begin: (observation) => this.begun.push(observation),
    end: (observation) => this.ended.push(observation),
  };
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a wrapped method', () => {
  let recorder: RecordingHandler;
  let observer: Observer;
  const wrap = (method: Method): Method =>
    wrapMethod(method, operationPlan(OPERATION), { observer });

  beforeEach(() => {
    recorder = new RecordingHandler();
    observer = new Observer([recorder]);
  });

  it.each([
    ['a number', 42],
    ['nothing', undefined],
    ['null', null],
    ['an object', { id: 7 }],
    ['an array', [1, 2]],
    ['a function', () => 1],
    ['false', false],
  ])('returns %s as it is', (_kind, value) => {
    const method = wrap(() => value);

    const result = method();

    expect(result).toBe(value);
  });

  it('hands on this and all arguments', () => {
    const seen: unknown[] = [];
    const self = { name: 'self' };
    const method = wrap(function remember(this: unknown, ...args: unknown[]) {
      seen.push(this, ...args);
    });

    method.call(self, 'a', 2, undefined);

    expect(seen).toEqual([self, 'a', 2, undefined]);
  });

  it('is observed once for each call, and ends before it returns', () => {
    const method = wrap(() => 'done');

    method();

    expect(recorder.begun).toHaveLength(1);
    expect(recorder.ended).toEqual(recorder.begun);
    expect(recorder.ended[0]).toMatchObject({
      operation: OPERATION,
      outcome: 'ok',
      error: undefined,
    });
  });

  it('ends when its promise settles, not when it returns', async () => {
    const method = wrap(async () => {
      await new Promise(setImmediate);
      return 'done';
    });

    const result = method();
    const endedEarly = recorder.ended.length;

    await expect(result).resolves.toBe('done');
    expect(endedEarly).toBe(0);
    expect(recorder.ended).toHaveLength(1);
  });

  it.each([
    ['an error', new TypeError('bad')],
    ['a text', 'bad'],
    ['undefined', undefined],
    ['null', null],
    ['an object', { code: 7 }],
  ])('throws %s as it was thrown, and keeps it', (_kind, thrown) => {
    const method = wrap(() => {
      throw thrown;
    });

    const error = thrownBy(() => method());

    expect(error).toBe(thrown);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ failed: true, error: thrown, outcome: 'error' });
  });

  it('makes a context when there is none', () => {
    let inside: RequestContext | undefined;
    const method = wrap(() => {
      inside = currentContext();
    });

    method();

    expect(inside).toBeInstanceOf(RequestContext);
    expect(inside?.owner).toBe(observer);
    expect(recorder.begun[0]?.context).toBe(inside);
    expect(currentContext()).toBeUndefined();
  });

  it('is the edge of the context that it made', () => {
    const method = wrap(() => 1);

    method();

    expect(recorder.begun[0]?.context?.observation).toBe(recorder.begun[0]);
  });

  it('is the edge of a context whose job has ended, and no edge after a request', () => {
    const signal = new ErrorsSignal();
    const job = signal.job(true);
    const context = signal.newContext();
    const request = signal.request(200, '/orders', context);
    signal.observer.jobs.end(job);
    signal.observer.requests.end(request);
    const method = wrap(() => 1);

    runInContext(signal.context, () => method());
    runInContext(context, () => method());

    expect(signal.context.observation).toMatchObject({ operation: OPERATION });
    expect(context.observation).toBe(request);
  });

  it('uses the context that is there', () => {
    const context = new RequestContext(observer);
    const method = wrap(() => currentContext());

    const inside = runInContext(context, () => method());

    expect(inside).toBe(context);
    expect(recorder.begun[0]?.context).toBe(context);
  });

  it('shares one context with the wrapped methods that it calls', async () => {
    const inner = wrap(async () => 'inner');
    const outer = wrap(async () => {
      await Promise.resolve();
      return inner();
    });

    await outer();

    expect(recorder.begun).toHaveLength(2);
    expect(recorder.begun[1]?.context).toBe(recorder.begun[0]?.context);
    expect(recorder.ended).toEqual([recorder.begun[1], recorder.begun[0]]);
  });

  it('gives two calls outside any context a context each', () => {
    const method = wrap(() => 1);

    method();
    method();

    expect(recorder.begun[0]?.context).not.toBe(recorder.begun[1]?.context);
  });

  it('notifies the observer of the running request, not the one it was wrapped with', () => {
    const others = new RecordingHandler();
    const context = new RequestContext(new Observer([others]));
    const method = wrap(() => 1);

    runInContext(context, () => method());

    expect(others.ended).toHaveLength(1);
    expect(recorder.begun).toHaveLength(0);
  });

  it('works on when a signal throws', () => {
    observer = new Observer([
      {
        name: 'broken',
        operations: {
          begin: () => {
            throw new Error('begin');
          },
          end: () => {
            throw new Error('end');
          },
        },
      },
      recorder,
    ]);
    const method = wrap(() => 'fine');

    const result = method();

    expect(result).toBe('fine');
    expect(recorder.ended).toHaveLength(1);
    expect([...observer.drops.entries()]).toEqual([['broken', 2]]);
  });

  it('runs inside what a signal puts around it', () => {
    const order: string[] = [];
    observer = new Observer([
      {
        name: 'around',
        operations: {
          around: (_observation, work) => {
            order.push('before');
            const result = work();
            order.push('after');
            return result;
          },
        },
      },
    ]);
    const method = wrap(() => order.push('work'));

    method();

    expect(order).toEqual(['before', 'work', 'after']);
  });
});

describe('a wrapped method outside any context whose work begins after it has returned', () => {
  const error = new Error('broken stream');
  let inside: RequestContext | undefined;

  beforeEach(() => {
    inside = undefined;
  });

  /** The body of each method: notes where it runs, then fails. */
  function work(): never {
    inside = currentContext();
    throw error;
  }

  const METHODS: [string, Method, (result: unknown) => unknown][] = [
    [
      'a generator',
      // oxlint-disable-next-line require-yield -- it fails before its first value
      function* read() {
        work();
      },
      (result) => [...(result as Generator)],
    ],
    [
      'an async generator',
      // oxlint-disable-next-line require-yield -- it fails before its first value
      async function* read() {
        work();
      },
      (result) => (result as AsyncGenerator).next(),
    ],
    [
      'an Observable',
      () => new Observable(work),
      (result) => lastValueFrom(result as Observable<unknown>),
    ],
  ];

  it.each(METHODS)('has a context in the body of %s', async (_kind, method, drain) => {
    const recorder = new RecordingHandler();
    const observer = new Observer([recorder]);

    const result = wrapMethod(method, operationPlan(OPERATION), { observer })();
    await Promise.resolve(result)
      .then(drain)
      .catch(() => undefined);

    expect(inside).toBeInstanceOf(RequestContext);
    expect(inside?.observation).toBe(recorder.begun[1]);
    expect(recorder.ended).toEqual([recorder.begun[1]]);
  });

  it.each(METHODS)('reports the error of %s once', async (_kind, method, drain) => {
    const { observer, reports } = new ErrorsSignal();

    const result = wrapMethod(method, operationPlan(OPERATION), { observer })();
    await Promise.resolve(result)
      .then(drain)
      .catch(() => undefined);
    await new Promise(setImmediate);

    expect(reports).toMatchObject([{ error }]);
  });
});

describe('an Observable that is subscribed to twice outside any context', () => {
  it('reports the error of each run', async () => {
    const { observer, reports } = new ErrorsSignal();
    const failing = wrapMethod(
      () => throwError(() => new Error('lost')),
      operationPlan(OPERATION),
      { observer },
    )();

    (failing as Observable<never>).subscribe({ error: () => undefined });
    (failing as Observable<never>).subscribe({ error: () => undefined });
    await new Promise(setImmediate);

    expect(reports.map(({ error }) => error)).toEqual([new Error('lost'), new Error('lost')]);
  });
});

describe('the identity of a wrapped method', () => {
  const observer = new Observer([]);
  const wrap = (method: Method): Method =>
    wrapMethod(method, operationPlan(OPERATION), { observer });

  it('keeps name and length', () => {
    const wrapper = wrap(function place(_a: unknown, _b: unknown) {});

    expect(wrapper).toHaveLength(2);
    expect(wrapper.name).toBe('place');
  });

  it('keeps own properties, those with a symbol too', () => {
    const key = Symbol('key');
    const original = Object.assign(() => 1, { cacheTtl: 60, [key]: 'value' });

    const wrapper = wrap(original);

    expect(Reflect.get(wrapper, 'cacheTtl')).toBe(60);
    expect(Reflect.get(wrapper, key)).toBe('value');
  });

  it('keeps own properties that cannot be seen or written', () => {
    const original = Object.defineProperty(() => 1, 'hidden', { value: 1 });

    const wrapper = wrap(original);

    expect(Object.getOwnPropertyDescriptor(wrapper, 'hidden')).toEqual({
      value: 1,
      writable: false,
      enumerable: false,
      configurable: false,
    });
  });

  it('keeps all Reflect metadata', () => {
    const original = Object.assign(() => 1, {});
    const key = Symbol('key');
    Reflect.defineMetadata('roles', ['admin'], original);
    Reflect.defineMetadata(key, { a: 1 }, original);

    const wrapper = wrap(original);

    expect(Reflect.getMetadataKeys(wrapper)).toEqual(['roles', key]);
    expect(Reflect.getMetadata('roles', wrapper)).toEqual(['admin']);
    expect(Reflect.getMetadata(key, wrapper)).toEqual({ a: 1 });
  });

  it('is wrapped once only', () => {
    const wrapper = wrap(() => 1);

    const again = wrap(wrapper);

    expect(again).toBe(wrapper);
  });
});
