import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import {
  JobObservation,
  Drops,
  Observer,
  OperationObservation,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../../core';
import type { Observation } from '../../../core';
import { settlingTail } from './settle-tail';
import { TailBuffer } from './tail-buffer';

const context = new RequestContext(new Observer([]));

function requestOf(status: number, error?: unknown): RequestObservation {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const made = new RequestObservation(0, context, request, response, request as object);
  if (error !== undefined) made.fail(error);
  return Object.assign(made, { status });
}

function jobOf(error?: unknown): JobObservation {
  const job = { id: '1', name: 'send', attempt: 1 };
  const made = new JobObservation(0, context, 'receipts', job, false);
  if (error !== undefined) made.fail(error);
  return made;
}

/** What became of the lines of the observation's context when it ended. */
function fateOf(observation: Observation, isEdge = true): unknown[] {
  const tail = new TailBuffer({ lines: 10, slowMs: 1000 }, new Redactor(), new Drops());
  const order: unknown[] = [];
  jest.spyOn(tail, 'settle').mockImplementation((_context, wanted) => void order.push(wanted));
  const listener = settlingTail({ end: () => void order.push('line of the end') }, tail);
  context.observation = isEdge ? observation : undefined;

  listener.end?.(observation);

  return order;
}

describe('the end of work with a tail', () => {
  it.each<[string, Observation, boolean]>([
    ['a request that is fine', requestOf(200), false],
    ['a request that was refused', requestOf(404), false],
    ['a request that failed', requestOf(500, new Error('boom')), true],
    ['a request that the app answered with 503', requestOf(503), true],
    ['a slow request', Object.assign(requestOf(200), { durationSeconds: 1 }), true],
    ['an error that a filter answered', requestOf(418, new Error('teapot')), false],
    ['a job that is done', jobOf(), false],
    ['a job that failed and will be tried again', jobOf(new Error('boom')), true],
  ])('writes its lines, or not, before its own: %s', (_case, observation, isWritten) => {
    expect(fateOf(observation)).toEqual([isWritten, 'line of the end']);
  });

  it('leaves them alone while the request goes on', () => {
    const operation = { name: 'a', className: 'A', methodName: 'b', slowThresholdMs: 1, index: 0 };
    const call = new OperationObservation(0, context, operation);
    call.fail(new Error('handled by the app'));

    expect(fateOf(call, false)).toEqual(['line of the end']);
  });

  it('costs nothing without a tail', () => {
    const listener = { end: () => undefined };

    expect(settlingTail(listener, undefined)).toBe(listener);
  });
});
