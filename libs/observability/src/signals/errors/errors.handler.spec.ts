import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Observation } from '../../core';
import {
  JobObservation,
  Observer,
  OperationObservation,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../core';
import type { ErrorFacts, ErrorSink } from './error-sink';
import { ErrorsHandler } from './errors.handler';

interface Report extends ErrorFacts {
  readonly error: unknown;
}

/** Keeps what is reported. */
class RecordingSink implements ErrorSink {
  readonly reports: Report[] = [];

  report(error: unknown, facts: ErrorFacts): void {
    this.reports.push({ error, ...facts });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}

/** An observer whose only handler reports errors. */
function start(): { observer: Observer; context: RequestContext; reports: Report[] } {
  const sink = new RecordingSink();
  const observer = new Observer([new ErrorsHandler(sink, new Redactor())]);
  return { observer, context: new RequestContext(observer), reports: sink.reports };
}

function requestOf(context: RequestContext, status: number, route = '/orders'): RequestObservation {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method: 'POST',
    url: '/orders?token=abc',
  });
  const response = new ServerResponse(request);
  const observation = new RequestObservation(0, context, request, response, request as object);
  return standFor(context, Object.assign(observation, { status, route }));
}

function callOf(context: RequestContext | undefined, name = 'orders.place'): OperationObservation {
  const place = { name, className: 'A', methodName: 'b', slowThresholdMs: 1000, index: 0 };
  return new OperationObservation(0, context, place);
}

function jobOf(context: RequestContext, isLastAttempt: boolean): JobObservation {
  const job = { id: '42', name: 'send', attempt: 3 };
  return standFor(context, new JobObservation(0, context, 'receipts', job, isLastAttempt));
}

/** Makes the observation the one that its context stands for. */
function standFor<T extends Observation>(context: RequestContext, observation: T): T {
  context.observation = observation;
  return observation;
}

describe('ErrorsHandler', () => {
  it('reports the error of a request that nobody handled', () => {
    const { observer, context, reports } = start();
    const request = requestOf(context, 500);
    const error = new Error('boom');

    request.fail(error);
    observer.requests.end(request);

    expect(reports).toEqual([
      {
        error,
        transaction: 'POST /orders',
        context,
        tags: { 'http.route': '/orders', 'http.response.status_code': '500' },
        request: { method: 'POST', url: '/orders?token=[Redacted]' },
      },
    ]);
  });

  it('names a request without a route', () => {
    const { observer, context, reports } = start();
    const request = requestOf(context, 500, '');

    request.fail('boom');
    observer.requests.end(request);

    expect(reports).toMatchObject([{ transaction: 'POST unknown' }]);
  });

  it.each([
    ['that is fine', 200, false],
    ['answered 500 by hand', 500, false],
    ['whose error a filter answered', 418, true],
  ])('reports nothing of a request %s', (_case, status, fails) => {
    const { observer, context, reports } = start();
    const request = requestOf(context, status);

    if (fails) request.fail(new Error('teapot'));
    observer.requests.end(request);

    expect(reports).toEqual([]);
  });

  it('reports an error that passes a monitored method and ends the request once', () => {
    const { observer, context, reports } = start();
    const request = requestOf(context, 500);
    const error = new Error('boom');
    const call = callOf(context);

    call.fail(error);
    observer.operations.end(call);
    request.fail(error);
    observer.requests.end(request);

    expect(reports.map((report) => report.transaction)).toEqual(['POST /orders']);
  });

  it('remembers the first method that failed, the innermost', () => {
    const { observer, context } = start();
    const [inner, outer] = [callOf(context, 'prices.get'), callOf(context, 'orders.place')];

    for (const call of [inner, outer]) {
      call.fail(new Error('boom'));
      observer.operations.end(call);
    }

    expect(context.failedOperation).toBe('prices.get');
  });

  it('reports a method that nothing but a timer called', () => {
    const { observer, context, reports } = start();
    const call = standFor(context, callOf(context));

    call.fail('boom');
    observer.operations.end(call);

    expect(reports).toEqual([{ error: 'boom', transaction: 'orders.place', context, tags: {} }]);
  });

  it('reports nothing of a method outside any context that is not the edge', () => {
    const { observer, reports } = start();
    const call = callOf(undefined);

    call.fail('boom');
    observer.operations.end(call);

    expect(reports).toEqual([]);
  });

  it('reports a job that failed for good', () => {
    const { observer, context, reports } = start();
    const job = jobOf(context, true);

    job.fail('printer on fire');
    observer.jobs.end(job);

    expect(reports).toEqual([
      {
        error: 'printer on fire',
        transaction: 'receipts send',
        context,
        tags: { queue: 'receipts', job: 'send', attempt: '3' },
      },
    ]);
  });

  it('reports nothing of a job that will be tried again', () => {
    const { observer, context, reports } = start();
    const job = jobOf(context, false);

    job.fail('printer on fire');
    observer.jobs.end(job);

    expect(reports).toEqual([]);
  });

  it('reports an error that came too late, under the method that failed', () => {
    const { observer, context, reports } = start();
    context.failedOperation = 'orders.place';

    observer.stray('too late', context);

    expect(reports).toEqual([
      { error: 'too late', transaction: 'orders.place', context, tags: {} },
    ]);
  });

  it('reports an error that belongs to nothing', () => {
    const { observer, reports } = start();

    observer.stray('boom', undefined);

    expect(reports).toMatchObject([{ error: 'boom', transaction: undefined, context: undefined }]);
  });
});
