import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { RequestContext } from '../context/request-context';
import { JobObservation, OperationObservation } from './observation';
import { Observer } from './observer';
import { CLIENT_CLOSED_REQUEST, RequestObservation } from './request-observation';

/** What Nest's HttpException is to the library: an error with a status. */
class StatusError extends Error {
  constructor(private readonly status: number) {
    super(`status ${status}`);
  }

  getStatus(): number {
    return this.status;
  }
}

const context = new RequestContext(new Observer([]));

function requestOf(status: number): RequestObservation {
  const request = new IncomingMessage(new Socket());
  const observation = new RequestObservation(
    0,
    context,
    request,
    new ServerResponse(request),
    request as object,
  );
  observation.status = status;
  return observation;
}

function operation(): OperationObservation {
  const place = { name: 'A.b', className: 'A', methodName: 'b', slowThresholdMs: 1000, index: 0 };
  return new OperationObservation(0, undefined, place);
}

function jobOf(isLastAttempt: boolean): JobObservation {
  return new JobObservation(
    0,
    context,
    'mails',
    { id: '1', name: 'send', attempt: 1 },
    isLastAttempt,
  );
}

describe('an observation that fails', () => {
  it('keeps the first error', () => {
    const observation = operation();

    observation.fail('first');
    observation.fail('second');

    expect(observation.error).toBe('first');
  });

  it('has failed even when what was thrown is undefined', () => {
    const observation = operation();

    observation.fail(undefined);

    expect(observation).toMatchObject({ failed: true, outcome: 'error', isUnexpected: true });
  });
});

describe('an operation', () => {
  it.each([
    ['an ordinary error', new Error('boom'), true],
    ['a server error', new StatusError(503), true],
    ['a client error', new StatusError(404), false],
    ['a text', 'boom', true],
    ['a thing with a status that is no error', { getStatus: () => 404 }, true],
  ])('that fails with %s is unexpected as it should be', (_case, error, isUnexpected) => {
    const observation = operation();

    observation.fail(error);

    expect(observation.isUnexpected).toBe(isUnexpected);
  });

  it('that succeeds is not unexpected', () => {
    expect(operation().isUnexpected).toBe(false);
  });
});

describe('a request', () => {
  it.each([
    ['answered 500', 500, new Error('boom'), true],
    ['answered 500 for a client error', 500, new StatusError(404), true],
    ['answered 418 by a filter of the app', 418, new Error('teapot'), false],
    ['answered 404', 404, new StatusError(404), false],
    ['whose client went away', CLIENT_CLOSED_REQUEST, new Error('boom'), true],
    ['whose client went away from a 404', CLIENT_CLOSED_REQUEST, new StatusError(404), false],
  ])('that failed and was %s is judged by its answer', (_case, status, error, isUnexpected) => {
    const observation = requestOf(status);

    observation.fail(error);

    expect(observation.isUnexpected).toBe(isUnexpected);
  });

  it('answered 500 without an error is not unexpected: there is nothing to report', () => {
    expect(requestOf(500).isUnexpected).toBe(false);
  });
});

describe('a request of which a part fails', () => {
  it('is unexpected whatever is answered, and never counts as expected', () => {
    const request = requestOf(200);

    expect(request.failPart(new Error('a resolver'))).toBe(true);
    expect(request).toMatchObject({ isUnexpected: true, outcome: 'error' });
  });

  it('keeps the first of several errors and hands the others back', () => {
    const request = requestOf(200);

    const taken = [new Error('first'), new Error('second')].map((error) => request.failPart(error));

    expect(taken).toEqual([true, false]);
    expect(request.error).toEqual(new Error('first'));
  });

  it('prefers it to an expected answer', () => {
    const request = requestOf(200);
    request.fail(new StatusError(404));

    request.failPart(new Error('a resolver'));

    expect(request.error).toEqual(new Error('a resolver'));
  });
});

describe('a job', () => {
  it.each([
    ['expected while it will be tried again', false],
    ['unexpected at the last attempt', true],
  ])('that fails is %s', (_case, isLastAttempt) => {
    const observation = jobOf(isLastAttempt);

    observation.fail(new Error('boom'));

    expect(observation.isUnexpected).toBe(isLastAttempt);
  });
});
