import * as timers from 'node:timers';
import { runInContext } from '../../../core';
import { ErrorsSignal, standFor } from '../testing/errors-signal';

const [INFO, WARN, ERROR, FATAL] = [30, 40, 50, 60];

/** Logs as pino is called, in the context of the signal's request. */
function log(signal: ErrorsSignal, level: number, ...given: readonly unknown[]): void {
  runInContext(signal.context, () => signal.logged.onLine(level, ['what it said'], given));
}

const refuse = (): never => {
  throw new Error('no status');
};

/** The library keeps to the real timers, whatever a test does with them. */
const { setImmediate: schedule } = timers;

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void schedule(resolve));
}

describe('an error that the app logs', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each<[string, (error: Error) => readonly unknown[]]>([
    ['first', (error) => [error, 'text']],
    ["as pino's err", (error) => [{ err: error }, 'text']],
    ['as exception', (error) => [{ exception: error }]],
    ['among the values', (error) => ['failed: %s', error]],
  ])('is reported when the request ends otherwise, given %s', (_case, givenFor) => {
    const signal = new ErrorsSignal();
    const request = signal.request(200);
    const error = new Error('swallowed');

    log(signal, ERROR, ...givenFor(error));
    expect(signal.errors).toEqual([]);
    signal.observer.requests.end(request);

    expect(signal.reports).toMatchObject([
      { error, origin: 'log', transaction: 'POST /orders', extra: { logged: 'what it said' } },
    ]);
  });

  it.each<[string, (error: Error) => unknown]>([
    ['ends the request', (error) => error],
    ['ends it wrapped', (error) => new Error('outer', { cause: error })],
  ])('is reported once, as the error of the request, when it %s', (_case, thrownFor) => {
    const signal = new ErrorsSignal();
    const request = signal.request(500);
    const error = new Error('boom');
    const thrown = thrownFor(error);

    log(signal, ERROR, error);
    request.fail(thrown);
    signal.observer.requests.end(request);

    expect(signal.reports).toMatchObject([{ error: thrown, origin: 'request' }]);
  });

  it.each([
    ['in the same turn', 0],
    ['a little later', 1000],
  ])(
    'is one event with the crash that follows %s, though its text and stack were logged',
    async (_case, laterMs) => {
      const signal = new ErrorsSignal();
      const error = new Error('boom');
      const copy = Object.assign(new Error('boom'), { stack: error.stack });

      signal.logged.onLine(ERROR, ['boom'], [{ err: copy }]);
      jest.advanceTimersByTime(laterMs);
      signal.observer.uncaught(error, undefined, 'uncaughtException');
      await endOfTurn();

      expect(signal.reports).toHaveLength(1);
    },
  );

  it.each([
    ['reported', new Error('boom'), 1],
    ['an answer on purpose', Object.assign(new Error('gone'), { getStatus: () => 410 }), 0],
  ])(
    'is no second event when the caller of a monitored method logs its text and stack, and it was %s',
    async (_case, error, events) => {
      const signal = new ErrorsSignal();
      const call = standFor(signal.context, signal.call(signal.context));

      call.fail(error);
      signal.observer.operations.end(call);
      const copy = Object.assign(new Error(error.message), { stack: error.stack });
      signal.logged.onLine(ERROR, ['listener failed'], [{ err: copy }]);
      await endOfTurn();

      expect(signal.errors).toEqual([error].slice(0, events));
    },
  );

  it('is an event of its own outside, though a request has just failed at the same place', async () => {
    const signal = new ErrorsSignal();
    const request = signal.request(500);
    const error = new Error('connect ECONNREFUSED');
    const copy = Object.assign(new Error('copy'), { stack: error.stack });

    request.fail(error);
    signal.observer.requests.end(request);
    signal.logged.onLine(ERROR, ['poller failed'], [{ err: copy }]);
    await endOfTurn();

    expect(signal.errors).toEqual([error, copy]);
  });

  it('is no event when its job will be tried again, nor is its cause, logged before or after', async () => {
    const signal = new ErrorsSignal();
    const job = signal.job(false);
    const cause = new Error('refused');
    const error = new Error('not sent', { cause });
    const copy = Object.assign(new Error('copy'), { stack: error.stack });

    log(signal, ERROR, cause);
    job.fail(error);
    signal.observer.jobs.end(job);
    log(signal, ERROR, { err: copy });
    log(signal, ERROR, error);
    await endOfTurn();

    expect(signal.errors).toEqual([]);
  });

  it('is an event when the listener of a job that will be tried again fails otherwise', async () => {
    const signal = new ErrorsSignal();
    const job = signal.job(false);
    const other = new Error('no mail');

    job.fail(new Error('not sent'));
    signal.observer.jobs.end(job);
    log(signal, ERROR, other);
    await endOfTurn();

    expect(signal.errors).toEqual([other]);
  });

  it('is no event when the request answered it with a 4xx, and its text and stack were logged', () => {
    const signal = new ErrorsSignal();
    const request = signal.request(404);
    const error = Object.assign(new Error('no such order'), { getStatus: () => 404 });
    const copy = Object.assign(new Error('copy'), { stack: error.stack });

    log(signal, ERROR, { err: copy });
    request.fail(error);
    signal.observer.requests.end(request);

    expect(signal.errors).toEqual([]);
  });

  it('is an event each time that lines outside any request tell of the same place', async () => {
    const signal = new ErrorsSignal();
    const stack = new Error('boom').stack;

    for (const text of ['first', 'second']) {
      const copy = Object.assign(new Error('boom'), { stack });
      signal.logged.onLine(ERROR, [text], [{ err: copy }]);
    }
    await endOfTurn();

    expect(signal.reports).toMatchObject([
      { extra: { logged: 'first' } },
      { extra: { logged: 'second' } },
    ]);
  });

  it("is the same when only its text and stack were logged, as is often passed to Nest's logger", () => {
    const signal = new ErrorsSignal();
    const request = signal.request(500);
    const error = new Error('boom');
    const copy = Object.assign(new Error('boom'), { stack: error.stack });

    log(signal, ERROR, { err: copy });
    request.fail(error);
    signal.observer.requests.end(request);

    expect(signal.errors).toEqual([error]);
  });

  it('is reported at the end of the turn outside any request', async () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');

    signal.logged.onLine(ERROR, ['it failed'], [error]);
    expect(signal.errors).toEqual([]);
    await endOfTurn();

    expect(signal.reports).toMatchObject([{ error, origin: 'log', context: undefined }]);
  });

  it('is the crash, when the process ends by it in the same turn', async () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');

    signal.logged.onLine(ERROR, ['it failed'], [error]);
    signal.observer.uncaught(error, undefined, 'uncaughtException');
    await endOfTurn();

    expect(signal.reports).toMatchObject([{ error, origin: 'crash', level: 'fatal' }]);
  });

  it('is reported at the end of the turn when its request is over', async () => {
    const signal = new ErrorsSignal();
    signal.observer.requests.end(signal.request(200));

    log(signal, ERROR, new Error('late'));
    await endOfTurn();

    expect(signal.errors).toHaveLength(1);
  });

  it('waits five seconds at the most', () => {
    const signal = new ErrorsSignal();
    signal.request(0, '');

    log(signal, ERROR, new Error('boom'));
    jest.advanceTimersByTime(5000);

    expect(signal.errors).toHaveLength(1);
  });

  it('goes with its request to the crash that it ends in', () => {
    const signal = new ErrorsSignal();
    const error = new Error('boom');
    signal.request(0, '');

    log(signal, ERROR, error);
    signal.observer.uncaught(error, undefined, 'uncaughtException');
    signal.logged.settleAll();

    expect(signal.reports).toMatchObject([{ error, origin: 'crash', context: signal.context }]);
  });

  it('is fatal when it was logged so', () => {
    const signal = new ErrorsSignal();

    signal.logged.onLine(FATAL, [], [new Error('boom')]);
    signal.logged.settleAll();

    expect(signal.reports).toMatchObject([{ level: 'fatal' }]);
  });

  it.each<[string, number, unknown]>([
    ['is no error', ERROR, 'text'],
    ['is a warning', WARN, new Error('boom')],
    ['is an answer to the client', ERROR, Object.assign(new Error(), { getStatus: () => 404 })],
  ])('is not reported when it %s', (_case, level, given) => {
    const signal = new ErrorsSignal();

    signal.logged.onLine(level, [], [given]);
    signal.logged.settleAll();

    expect(signal.reports).toEqual([]);
  });

  it('is reported when its own status cannot be read, and nothing is thrown', () => {
    const signal = new ErrorsSignal();
    const error = Object.assign(new Error('boom'), { getStatus: refuse });

    signal.logged.onLine(ERROR, [], [error]);
    signal.logged.settleAll();

    expect(signal.errors).toEqual([error]);
  });

  it('is not reported when the client went away, and that is all it says', () => {
    const signal = new ErrorsSignal();
    const request = Object.assign(signal.request(200), { outcome: 'aborted' as const });

    for (const code of ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED']) {
      log(signal, ERROR, Object.assign(new Error('aborted'), { code }));
    }
    signal.observer.requests.end(request);

    expect(signal.reports).toEqual([]);
  });

  it('takes no memory without bound: of a thousand in one request twenty wait', () => {
    const signal = new ErrorsSignal();
    signal.request(0, '');

    for (let i = 0; i < 1000; i += 1) log(signal, ERROR, new Error(String(i)));

    expect(signal.errors).toHaveLength(980);
  });

  it('takes no memory without bound outside any request either', () => {
    const signal = new ErrorsSignal();

    for (let i = 0; i < 1000; i += 1) signal.logged.onLine(ERROR, [], [new Error(String(i))]);

    expect(signal.errors).toHaveLength(980);
  });
});

describe('the lines before an error', () => {
  it('are those of the same request at info and above, the last ones', () => {
    const signal = new ErrorsSignal({ crumbs: 2 });

    for (const level of [20, INFO, WARN, ERROR]) log(signal, level, 'text');

    expect(signal.context.errorNotes).toMatchObject({
      crumbs: [{ level: WARN }, { level: ERROR }],
    });
    expect(signal.newContext().errorNotes).toBeUndefined();
  });

  it('are not kept when no event could show them', () => {
    const signal = new ErrorsSignal({ crumbs: 0 });

    log(signal, INFO, 'text');

    expect(signal.context.errorNotes).toBeUndefined();
  });
});
