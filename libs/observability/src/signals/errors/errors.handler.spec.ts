import {
  MessageObservation,
  OperationObservation,
  runInContext,
  TaskObservation,
} from '../../core';
import { ErrorsSignal, standFor } from './testing/errors-signal';
import { handlerContract } from '../../testing';

describe('ErrorsHandler', () => {
  handlerContract(() => new ErrorsSignal().handler);

  it('reports the error of a request that nobody handled', () => {
    const signal = new ErrorsSignal();
    const { observer, context } = signal;
    const request = signal.request(500);
    const error = new Error('boom');

    request.fail(error);
    observer.requests.end(request);

    expect(signal.reports).toEqual([
      {
        error,
        origin: 'request',
        transaction: 'POST /orders',
        context,
        tags: { 'http.route': '/orders', 'http.response.status_code': '500' },
        request,
      },
    ]);
  });

  it('names a request without a route', () => {
    const signal = new ErrorsSignal();
    const request = signal.request(500, '');

    request.fail('boom');
    signal.observer.requests.end(request);

    expect(signal.reports).toMatchObject([{ transaction: 'POST unknown' }]);
  });

  it.each([
    ['that is fine', 200, false],
    ['answered 500 by hand', 500, false],
    ['whose error a filter answered', 418, true],
  ])('reports nothing of a request %s', (_case, status, fails) => {
    const signal = new ErrorsSignal();
    const request = signal.request(status);

    if (fails) request.fail(new Error('teapot'));
    signal.observer.requests.end(request);

    expect(signal.reports).toEqual([]);
  });

  it.each([
    [404, 404, 1],
    [404, 403, 0],
    [503, 500, 0],
    [503, 503, 1],
  ])('obeys a least status of %d when the answer is %d', (minStatus, status, reports) => {
    const signal = new ErrorsSignal({ minStatus });
    const request = signal.request(status);

    request.fail(new Error('boom'));
    signal.observer.requests.end(request);

    expect(signal.reports).toHaveLength(reports);
  });

  it('reports an error that passes a monitored method and ends the request once', () => {
    const signal = new ErrorsSignal();
    const request = signal.request(500);
    const error = new Error('boom');
    const call = signal.call(signal.context);

    call.fail(error);
    signal.observer.operations.end(call);
    request.fail(error);
    signal.observer.requests.end(request);

    expect(signal.reports.map(({ transaction }) => transaction)).toEqual(['POST /orders']);
  });

  it.each([
    [1000, 0],
    [1001, 1],
  ])('reports a call of a monitored method of %d ms as slow or not: %d', (ms, reports) => {
    const signal = new ErrorsSignal();
    signal.request(200);
    const call = signal.call(signal.context);

    signal.clock.advance(ms);
    signal.observer.operations.end(call);

    expect(signal.reports).toHaveLength(reports);
    expect(signal.reports).toMatchObject(
      [
        {
          origin: 'performance',
          level: 'warning',
          message: 'Performance Issue: orders.place took 1.00s (threshold: 1s)',
          transaction: 'POST /orders',
          tags: { performance_issue: 'true', operation: 'orders.place' },
          extra: { duration: 1.001, threshold: 1 },
          fingerprint: ['performance_issue', 'orders.place'],
        },
      ].slice(0, reports),
    );
    expect(signal.metrics.values['performance_issues_total{orders.place}']).toBe(
      reports || undefined,
    );
  });

  it('reports the innermost of slow calls, and no streams', () => {
    const signal = new ErrorsSignal();
    signal.request(200);
    const begin = (name: string) => begun(signal, name);
    const outer = begin('outer');
    signal.clock.advance(10);
    const inner = begin('inner');
    signal.clock.advance(2000);
    signal.observer.operations.end(inner);
    signal.observer.operations.end(outer);
    const later = begin('later');
    const stream = begun(signal, 'stream', true);
    signal.clock.advance(2000);
    signal.observer.operations.end(stream);
    signal.observer.operations.end(later);

    expect(signal.reports.map(({ tags }) => tags['operation'])).toEqual(['inner', 'later']);
  });

  it('reports no slow calls where that is switched off', () => {
    const signal = new ErrorsSignal({ reportsSlow: false });
    const call = begun(signal, 'orders.place');

    signal.clock.advance(2000);
    signal.observer.operations.end(call);

    expect(signal.reports).toEqual([]);
  });

  it('reports a slow call that failed by its error alone', () => {
    const signal = new ErrorsSignal();
    const context = signal.newContext();
    const call = standFor(context, signal.call(context));

    signal.clock.advance(2000);
    call.fail(new Error('gave up'));
    signal.observer.operations.end(call);
    signal.reporter.release();

    expect(signal.reports).toMatchObject([{ origin: 'operation' }]);
  });

  it('remembers the first method that failed, the innermost', () => {
    const signal = new ErrorsSignal();
    const { context, observer } = signal;

    for (const call of [signal.call(context, 'prices.get'), signal.call(context)]) {
      call.fail(new Error('boom'));
      observer.operations.end(call);
    }

    expect(context.failedOperation).toBe('prices.get');
  });

  it('reports a method that nothing but a timer called', async () => {
    const signal = new ErrorsSignal();
    const call = standFor(signal.context, signal.call(signal.context));

    call.fail('boom');
    signal.observer.operations.end(call);
    await new Promise(setImmediate);

    expect(signal.reports).toMatchObject([
      { error: 'boom', transaction: 'orders.place', origin: 'operation' },
    ]);
  });

  it('reports nothing of a method outside any context that is not the edge', () => {
    const signal = new ErrorsSignal();
    const call = signal.call(undefined);

    call.fail('boom');
    signal.observer.operations.end(call);

    expect(signal.reports).toEqual([]);
  });

  it('reports a job that failed for good', () => {
    const signal = new ErrorsSignal();
    const job = signal.job(true);

    job.fail('printer on fire');
    signal.observer.jobs.end(job);

    expect(signal.reports).toMatchObject([
      {
        error: 'printer on fire',
        transaction: 'receipts send',
        tags: { queue: 'receipts', job: 'send', attempt: '3' },
      },
    ]);
  });

  it('reports nothing of a job that will be tried again', () => {
    const signal = new ErrorsSignal();
    const job = signal.job(false);

    job.fail('printer on fire');
    signal.observer.jobs.end(job);

    expect(signal.reports).toEqual([]);
  });

  it('reports a message that failed, by what brought it', () => {
    const signal = new ErrorsSignal();
    const { context, observer } = signal;
    const route = { transport: 'tcp', pattern: 'order.placed', isEvent: true };
    const message = standFor(context, new MessageObservation(0, context, route));

    message.fail(new Error('boom'));
    observer.messages.end(message);

    expect(signal.reports).toMatchObject([{ transaction: 'tcp order.placed', origin: 'message' }]);
  });

  it('reports a scheduled run that failed, by its name', async () => {
    const signal = new ErrorsSignal();

    failedRun(signal, new Error('boom'));
    await new Promise(setImmediate);

    expect(signal.reports).toMatchObject([{ transaction: 'reports', origin: 'task' }]);
  });

  it('reports an error that came too late, under the request that it belongs to', () => {
    const signal = new ErrorsSignal();
    const request = signal.request(200);
    signal.observer.requests.end(request);

    signal.observer.uncaught('too late', signal.context);

    expect(signal.reports).toMatchObject([
      { error: 'too late', transaction: 'POST /orders', origin: 'uncaught', request },
    ]);
  });

  it('reports an error that belongs to nothing', () => {
    const signal = new ErrorsSignal();

    signal.observer.uncaught('boom', undefined);

    expect(signal.reports).toMatchObject([{ error: 'boom', transaction: undefined }]);
  });

  it('calls what ends the process fatal', () => {
    const signal = new ErrorsSignal();

    signal.observer.uncaught(new Error('boom'), undefined, 'uncaughtException');

    expect(signal.reports).toMatchObject([
      { origin: 'crash', level: 'fatal', tags: { crash: 'uncaughtException' } },
    ]);
  });

  describe('of an error that ends the process', () => {
    const boom = new Error('boom');
    const expected = Object.assign(new Error('gone'), { getStatus: () => 404 });
    const crash = 'uncaughtException' as const;

    it.each([
      ['an error', boom],
      ['a text', 'boom'],
      ['an error around it', new Error('outer', { cause: boom })],
    ])(
      'and a monitored method threw is one fatal event, with all that the method says: %s',
      async (_kind, error) => {
        const signal = new ErrorsSignal();
        const { context } = signal;
        const call = standFor(context, signal.call(context));

        call.fail(error);
        signal.observer.operations.end(call);
        signal.observer.uncaught(error, undefined, crash);
        await new Promise(setImmediate);

        expect(signal.reports).toEqual([
          {
            error,
            origin: 'crash',
            level: 'fatal',
            transaction: 'orders.place',
            context,
            tags: { crash },
          },
        ]);
        expect(signal.metrics.values).toEqual({ 'app_errors_total{crash,reported}': 1 });
      },
    );

    it('and a timer of the app threw is one fatal event', async () => {
      const signal = new ErrorsSignal();
      const run = failedRun(signal, boom);

      signal.observer.uncaught(boom, undefined, crash);
      await new Promise(setImmediate);

      expect(signal.reports).toMatchObject([
        { origin: 'crash', level: 'fatal', transaction: run.task.name, tags: { crash } },
      ]);
    });

    it.each([
      ['a method', (signal: ErrorsSignal) => failedCall(signal, expected)],
      ['a request', (signal: ErrorsSignal) => failedRequest(signal, expected)],
      ['an attempt at a job', (signal: ErrorsSignal) => failedAttempt(signal, expected)],
    ])('and was an expected one of %s before is a fatal event', async (_work, fail) => {
      const signal = new ErrorsSignal();

      fail(signal);
      await new Promise(setImmediate);
      expect(signal.reports).toEqual([]);
      signal.observer.uncaught(expected, signal.context, crash);
      signal.observer.uncaught(expected, signal.context, crash);

      expect(signal.reports).toMatchObject([{ error: expected, origin: 'crash', level: 'fatal' }]);
    });

    it('as the same text as one that was reported before is an event of its own', async () => {
      const signal = new ErrorsSignal();
      failedCall(signal, 'boom');
      await new Promise(setImmediate);

      signal.observer.uncaught('boom', signal.context, crash);

      expect(signal.reports).toMatchObject([{ origin: 'operation' }, { origin: 'crash' }]);
    });

    it('waits for no more than the turn, and for few at a time', async () => {
      const signal = new ErrorsSignal();

      for (let i = 0; i < 30; i += 1) failedCall(signal, new Error(`boom ${i}`), true);
      const atOnce = signal.reports.length;
      await new Promise(setImmediate);

      expect(atOnce).toBe(10);
      expect(signal.reports).toHaveLength(30);
    });

    it('is reported before all is delivered', () => {
      const signal = new ErrorsSignal();
      failedCall(signal, boom);

      void signal.reporter.flush(1);

      expect(signal.errors).toEqual([boom]);
    });
  });

  it('counts errors by where they were met', () => {
    const signal = new ErrorsSignal({ ignore: { errors: ['Boring'] } });
    const boring = Object.assign(new Error('yawn'), { name: 'Boring' });

    signal.observer.uncaught('boom', undefined);
    signal.observer.uncaught(boring, undefined);

    expect(signal.metrics.values).toEqual({
      'app_errors_total{uncaught,reported}': 1,
      'app_errors_total{uncaught,ignored}': 1,
    });
    expect(signal.errors).toEqual(['boom']);
  });
});

function failedCall(signal: ErrorsSignal, error: unknown, hasOwnContext = false): void {
  const context = hasOwnContext ? signal.newContext() : signal.context;
  const call = standFor(context, signal.call(context));
  call.fail(error);
  signal.observer.operations.end(call);
}

function failedRun(signal: ErrorsSignal, error: unknown): TaskObservation {
  const { context, observer } = signal;
  const kind = 'cron' as const;
  const method = { className: 'Reports', methodName: 'send' };
  const task = { name: 'reports', ...method, kind, cronTime: '* * * * *', timeZone: undefined };
  const run = standFor(context, new TaskObservation(0, context, task));
  run.fail(error);
  observer.tasks.end(run);
  return run;
}

/** A line before makes the request take notes. */
function failedRequest(signal: ErrorsSignal, error: unknown): void {
  runInContext(signal.context, () => signal.logged.onLine(30, ['a line'], ['a line']));
  const request = signal.request(404);
  request.fail(error);
  signal.observer.requests.end(request);
}

function failedAttempt(signal: ErrorsSignal, error: unknown): void {
  const job = signal.job(false);
  job.fail(error);
  signal.observer.jobs.end(job);
}

/** A call that begins now. */
function begun(signal: ErrorsSignal, name: string, isStream = false): OperationObservation {
  const { operation } = signal.call(undefined, name);
  const now = signal.clock.now();
  return new OperationObservation(now, signal.context, operation, undefined, isStream);
}
