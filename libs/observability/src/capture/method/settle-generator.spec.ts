import { Observer, RequestContext } from '../../core';
import type { Listener, ObservationHandler, OperationObservation } from '../../core';
import { Call } from './call';
import { operationPlan } from './call-plan';
import { observeGenerator } from './settle-generator';

class RecordingHandler implements ObservationHandler {
  readonly name = 'recorder';
  readonly begun: OperationObservation[] = [];
  readonly ended: OperationObservation[] = [];
  readonly discarded: OperationObservation[] = [];
  readonly operations: Listener<OperationObservation> = {
    begin: (observation) => this.begun.push(observation),
    end: (observation) => this.ended.push(observation),
    discard: (observation) => this.discarded.push(observation),
  };
}

function callUnderWay(): {
  readonly call: Call<OperationObservation>;
  readonly recorder: RecordingHandler;
} {
  const recorder = new RecordingHandler();
  const observer = new Observer([recorder]);
  const context = new RequestContext(observer);
  const operation = { name: 'a.b', className: 'a', methodName: 'b', slowThresholdMs: 1, index: 0 };
  const plan = operationPlan(operation);
  return { call: new Call(plan.begin(observer, context), context, plan, observer), recorder };
}

class Released {
  count = 0;
}

function* countTo(most: number, released = new Released()): Generator<number, string> {
  try {
    for (let i = 1; i <= most; i += 1) yield i;
    return 'end';
  } finally {
    released.count += 1;
  }
}

async function* slowlyTo(most: number, released = new Released()): AsyncGenerator<number, string> {
  try {
    for (let i = 1; i <= most; i += 1) yield await Promise.resolve(i);
    return 'end';
  } finally {
    released.count += 1;
  }
}

function* forgiving(): Generator<number> {
  try {
    yield 1;
  } catch {
    yield 2;
  }
}

function* echo(): Generator<unknown, void> {
  const sent: unknown = yield 'ready';
  yield sent;
}

describe('an observed generator', () => {
  it('takes the call back until the first value is requested', () => {
    const { call, recorder } = callUnderWay();

    observeGenerator(countTo(2), call);

    expect(recorder.discarded).toEqual([call.observation]);
    expect(recorder.begun).toHaveLength(1);
    expect(recorder.ended).toHaveLength(0);
  });

  it('gives all values, and ends with the last', () => {
    const { call, recorder } = callUnderWay();
    const generator = observeGenerator(countTo(3), call) as Generator<number>;

    const values = [...generator];

    expect(values).toEqual([1, 2, 3]);
    expect(recorder.begun).toHaveLength(2);
    expect(recorder.ended).toEqual([recorder.begun[1]]);
  });

  it('keeps the value that it returns', () => {
    const { call } = callUnderWay();
    const generator = observeGenerator(countTo(0), call) as Generator<number, string>;

    const result = generator.next();

    expect(result).toEqual({ done: true, value: 'end' });
  });

  it('ends when the reader leaves the loop, and lets the generator clean up', () => {
    const { call, recorder } = callUnderWay();
    const released = new Released();
    const generator = observeGenerator(countTo(3, released), call) as Generator<number>;

    for (const value of generator) if (value === 2) break;

    expect(released.count).toBe(1);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'ok', failed: false });
  });

  it('is under way between two values', () => {
    const { call, recorder } = callUnderWay();
    const generator = observeGenerator(countTo(3), call) as Generator<number>;

    generator.next();

    expect(recorder.begun).toHaveLength(2);
    expect(recorder.ended).toHaveLength(0);
  });

  it('fails with the error that it throws', () => {
    const { call, recorder } = callUnderWay();
    const error = new Error('third value');
    const generator = observeGenerator(
      (function* failing() {
        yield 1;
        throw error;
      })(),
      call,
    ) as Generator<number>;

    expect(() => [...generator]).toThrow(error);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'error', error });
  });

  it('goes on when it handles an error that the reader throws into it', () => {
    const { call, recorder } = callUnderWay();
    const generator = observeGenerator(forgiving(), call) as Generator<number>;
    generator.next();

    const result = generator.throw(new Error('from outside'));

    expect(result).toEqual({ done: false, value: 2 });
    expect(recorder.ended).toHaveLength(0);
  });

  it('takes what the reader sends into it', () => {
    const { call } = callUnderWay();
    const generator = observeGenerator(echo(), call);
    void generator.next();

    const result = generator.next('ping');

    expect(result).toEqual({ done: false, value: 'ping' });
  });

  it('is still a generator to its caller', () => {
    const { call } = callUnderWay();
    const original = countTo(1);

    const generator = observeGenerator(original, call);

    expect(Object.prototype.toString.call(generator)).toBe('[object Generator]');
    expect(Object.getPrototypeOf(generator)).toBe(original);
  });

  it('serves another generator that delegates to it', () => {
    const { call, recorder } = callUnderWay();
    const generator = observeGenerator(countTo(2), call) as Generator<number, string>;

    const values = [
      ...(function* outer() {
        yield yield* generator;
      })(),
    ];

    expect(values).toEqual([1, 2, 'end']);
    expect(recorder.ended).toHaveLength(1);
  });
});

describe('an observed async generator', () => {
  it('gives all values, and ends with the last', async () => {
    const { call, recorder } = callUnderWay();
    const generator = observeGenerator(slowlyTo(3), call) as AsyncGenerator<number>;

    const values: number[] = [];
    for await (const value of generator) values.push(value);

    expect(values).toEqual([1, 2, 3]);
    expect(recorder.begun).toHaveLength(2);
    expect(recorder.ended).toEqual([recorder.begun[1]]);
  });

  it('ends when the reader leaves the loop, and lets the generator clean up', async () => {
    const { call, recorder } = callUnderWay();
    const released = new Released();
    const generator = observeGenerator(slowlyTo(3, released), call) as AsyncGenerator<number>;

    for await (const value of generator) if (value === 1) break;

    expect(released.count).toBe(1);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'ok' });
  });

  it('fails with the error that it throws', async () => {
    const { call, recorder } = callUnderWay();
    const error = new Error('second page');
    const generator = observeGenerator(
      (async function* failing() {
        yield await Promise.resolve(1);
        throw error;
      })(),
      call,
    ) as AsyncGenerator<number>;
    await generator.next();

    const result = generator.next();

    await expect(result).rejects.toBe(error);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'error', error });
  });

  it('is still an async generator to its caller', () => {
    const { call } = callUnderWay();

    const generator = observeGenerator(slowlyTo(1), call);

    expect(Object.prototype.toString.call(generator)).toBe('[object AsyncGenerator]');
  });
});
