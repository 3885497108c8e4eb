import { runInThisContext } from 'node:vm';
import {
  BehaviorSubject,
  firstValueFrom,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  throwError,
  toArray,
} from 'rxjs';
import { Observer, RequestContext } from '../../core';
import type { Listener, ObservationHandler, OperationObservation } from '../../core';
import { settle } from './settle';
import { Call } from './call';
import { operationPlan } from './call-plan';

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

/** Jest gives tests a copy of `process`, which receives no events; rejections come to the real one. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** The reasons of the unhandled rejections while the work ran. */
async function unhandledDuring(work: () => unknown): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const others = realProcess.listeners('unhandledRejection');
  realProcess.removeAllListeners('unhandledRejection');
  realProcess.on('unhandledRejection', (reason) => reasons.push(reason));
  await work();
  await new Promise(setImmediate);
  realProcess.removeAllListeners('unhandledRejection');
  for (const other of others) realProcess.on('unhandledRejection', other);
  return reasons;
}

describe('a plain value', () => {
  it.each([['text'], [undefined], [null], [{ a: 1 }], [() => 1]])(
    'ends the call and is returned as it is: %p',
    (value) => {
      const { call, recorder } = callUnderWay();

      const result = settle(value, call);

      expect(result).toBe(value);
      expect(recorder.ended).toEqual([call.observation]);
    },
  );

  it('that is a thenable but no promise is never awaited', async () => {
    const { call, recorder } = callUnderWay();
    let reads = 0;
    const query = {
      // A query builder runs the query when its `then` is called.
      // oxlint-disable-next-line unicorn/no-thenable -- a thenable is what this is about
      then: () => {
        reads += 1;
      },
    };

    const result = settle(query, call);
    await new Promise(setImmediate);

    expect(result).toBe(query);
    expect(reads).toBe(0);
    expect(recorder.ended).toHaveLength(1);
  });
});

describe('a promise', () => {
  it('ends the call when it is fulfilled', async () => {
    const { call, recorder } = callUnderWay();

    const result = await settle(Promise.resolve('done'), call);

    expect(result).toBe('done');
    expect(recorder.ended[0]).toMatchObject({ outcome: 'ok', failed: false });
  });

  it.each([
    ['an error', new Error('down')],
    ['a text', 'down'],
    ['undefined', undefined],
    ['null', null],
  ])('that is rejected with %s is rejected with the same', async (_kind, reason) => {
    const { call, recorder } = callUnderWay();

    const result = settle(Promise.reject(reason), call);

    await expect(result).rejects.toBe(reason);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'error', failed: true, error: reason });
  });

  it('that is not handled stays an unhandled rejection', async () => {
    const { call } = callUnderWay();
    const error = new Error('not handled');

    const reasons = await unhandledDuring(() => {
      void settle(Promise.reject(error), call);
    });

    expect(reasons).toEqual([error]);
  });

  it('that is handled is no unhandled rejection', async () => {
    const { call } = callUnderWay();

    const reasons = await unhandledDuring(() =>
      (settle(Promise.reject(new Error('down')), call) as Promise<unknown>).catch(() => 'fine'),
    );

    expect(reasons).toEqual([]);
  });

  it('with properties of its own is returned as it is', async () => {
    const { call, recorder } = callUnderWay();
    const cancellable = Object.assign(Promise.resolve(1), { cancel: () => undefined });

    const result = settle(cancellable, call);
    await result;

    expect(result).toBe(cancellable);
    expect(recorder.ended).toHaveLength(1);
  });

  it('of a class of its own is returned as it is', async () => {
    class Download extends Promise<string> {}
    const { call, recorder } = callUnderWay();
    const download = Download.resolve('file');

    const result = settle(download, call);
    await result;

    expect(result).toBe(download);
    expect(recorder.ended).toHaveLength(1);
  });

  it('of a class of its own that is rejected and handled is counted as failed', async () => {
    class Download extends Promise<string> {}
    const { call, recorder } = callUnderWay();
    const error = new Error('lost');

    const result = settle(Download.reject(error), call);

    await expect(result).rejects.toBe(error);
    expect(recorder.ended[0]).toMatchObject({ failed: true, error });
  });
});

describe('an Observable', () => {
  it('takes the call back until there is a subscriber', () => {
    const { call, recorder } = callUnderWay();

    settle(of(1), call);

    expect(recorder.discarded).toEqual([call.observation]);
    expect(recorder.begun).toHaveLength(1);
    expect(recorder.ended).toHaveLength(0);
  });

  it('ends the call when it completes, with all its values', async () => {
    const { call, recorder } = callUnderWay();

    const result = settle(of(1, 2, 3), call) as Observable<number>;
    const values = await firstValueFrom(result.pipe(toArray()));

    expect(values).toEqual([1, 2, 3]);
    expect(recorder.ended).toEqual([recorder.begun[1]]);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'ok' });
  });

  it('fails the call when it errors, and hands the error on', () => {
    const { call, recorder } = callUnderWay();
    const error = new Error('broken stream');
    const errors: unknown[] = [];

    const result = settle(
      throwError(() => error),
      call,
    ) as Observable<never>;
    result.subscribe({ error: (reason: unknown) => errors.push(reason) });

    expect(errors).toEqual([error]);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'error', error });
  });

  it('ends the call when its reader unsubscribes, and unsubscribes from the source', () => {
    const { call, recorder } = callUnderWay();
    let released = 0;
    const source = new Observable<number>(() => () => {
      released += 1;
    });
    const subscription = (settle(source, call) as Observable<number>).subscribe();

    subscription.unsubscribe();

    expect(released).toBe(1);
    expect(recorder.ended).toHaveLength(1);
    expect(recorder.ended[0]).toMatchObject({ outcome: 'ok', failed: false });
  });

  it('is under way while it is open', () => {
    const { call, recorder } = callUnderWay();

    const subscription = (settle(NEVER, call) as Observable<never>).subscribe();

    expect(recorder.begun).toHaveLength(2);
    expect(recorder.ended).toHaveLength(0);
    subscription.unsubscribe();
  });

  it('is a run of its own for each subscription', () => {
    const { call, recorder } = callUnderWay();
    const result = settle(of(1), call) as Observable<number>;

    result.subscribe();
    result.subscribe();

    expect(recorder.begun).toHaveLength(3);
    expect(recorder.ended).toEqual(recorder.begun.slice(1));
  });

  it('whose source checks for subscribers stops when its reader has enough', () => {
    const { call, recorder } = callUnderWay();
    let made = 0;
    const source = new Observable<number>((subscriber) => {
      while (!subscriber.closed && made < 100) subscriber.next((made += 1));
    });

    (settle(source, call) as Observable<number>).pipe(take(1)).subscribe();

    expect(made).toBe(1);
    expect(recorder.ended).toHaveLength(1);
  });

  it.each([
    ['Subject', () => new Subject<number>()],
    ['BehaviorSubject', () => new BehaviorSubject<number>(1)],
  ])('that is a %s is returned as it is, so that it can still be fed', (_kind, make) => {
    const { call, recorder } = callUnderWay();
    const subject = make();

    const result = settle(subject, call);

    expect(result).toBe(subject);
    expect(recorder.ended).toEqual([call.observation]);
  });
});
