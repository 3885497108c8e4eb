import type * as SentryNest from '@sentry/nestjs';
import { startErrorTracking } from '../../libs/observability/src/signals/errors/sentry';
import { Redactor, RequestContext, runInContext } from '../../libs/observability/src/core';
import { AppCaptures, SentrySink } from '../../libs/observability/src/signals/errors';
import type {
  ErrorFacts,
  EventRules,
  EventSource,
} from '../../libs/observability/src/signals/errors';
import { ErrorsSignal } from '../../libs/observability/src/signals/errors/testing/errors-signal';
import { THROWN } from '../support/failing-app';
import { SentryReceiver } from '../support/sentry-receiver';

const NOTHING = { transaction: undefined, context: undefined, tags: {} };
const RULES: EventRules = { pii: false, breadcrumbs: 50, headers: [], body: true, extra: {} };
const USER = { id: '7', name: 'Ada', email: 'ada@example.org' };

describe.each([
  ['@sentry/nestjs', /^10\./],
  ['sentry-11', /^11\./],
])('an error that is handed to %s', (sdk, version) => {
  let receiver: SentryReceiver;
  let sentry: typeof SentryNest;

  beforeEach(async () => {
    receiver = await SentryReceiver.start();
    sentry = start();
  });

  function start(settings: { sendPii?: boolean } = {}): typeof SentryNest {
    const { dsn } = receiver;
    const given = { dsn, environment: 'test', release: 'shop@9', sampleRate: 1, ...settings };
    return startErrorTracking(given, sdk) as typeof SentryNest;
  }

  afterEach(async () => {
    await sentry.close(2000);
    await receiver.stop();
  });

  const sinkWith = (rules: Partial<EventRules> = {}): SentrySink =>
    new SentrySink(sentry, new Redactor(), { ...RULES, ...rules });

  it.each(Object.keys(THROWN))('is an event each time it is thrown: %s', async (kind) => {
    const sink = sinkWith();
    const thrown = THROWN[kind]?.();

    for (let i = 0; i < 3; i += 1) sink.report(thrown, NOTHING);
    await sink.flush(2000);

    expect(receiver.events).toHaveLength(3);
  });

  it('is sent by this SDK, and by no other one that is installed', async () => {
    sinkWith().report(new Error('lost'), NOTHING);
    await sentry.flush(2000);

    expect(receiver.events[0]?.sdk).toMatchObject({
      name: 'sentry.javascript.nestjs',
      version: expect.stringMatching(version),
    });
  });

  it('shows its class, its place and its causes', async () => {
    const error = new RangeError('outer', { cause: new TypeError('root') });

    sinkWith().report(error, NOTHING);
    await sentry.flush(2000);

    const values = receiver.events[0]?.exception?.values;
    expect(values?.map(({ type, value }) => [type, value])).toEqual([
      ['TypeError', 'root'],
      ['RangeError', 'outer'],
    ]);
    expect(values?.[1]?.stacktrace?.frames?.at(-1)?.filename).toBe(__filename);
  });

  it('shows ten members of a thousand', async () => {
    const members = Array.from({ length: 1000 }, (_, i) => new Error(String(i)));

    sinkWith().report(new AggregateError(members, 'all'), NOTHING);
    await sentry.flush(2000);

    expect(receiver.events[0]?.exception?.values).toHaveLength(11);
  });

  it('is left to the app that has captured it itself, once', async () => {
    const error = new Error('boom');
    const sink = sinkWith();

    sentry.captureException(error);
    for (let i = 0; i < 3; i += 1) {
      if (!sink.isSentByApp(error, NOTHING)) sink.report(error, NOTHING);
    }
    await sentry.flush(2000);

    expect(receiver.events).toHaveLength(3);
  });

  it.each([
    [false, { id: '7' }],
    [true, { id: '7', username: 'Ada', email: 'ada@example.org' }],
  ])('names the user; with PII allowed (%p) in full', async (pii, user) => {
    const { observer } = new ErrorsSignal();
    const context = new RequestContext(observer, { user: () => USER });

    await sentry.close(2000);
    sentry = start({ sendPii: pii });
    sinkWith({ pii }).report(new Error('boom'), { ...NOTHING, context });
    await sentry.flush(2000);

    expect(receiver.events[0]?.user).toEqual(user);
  });

  it('says what ours say when the app captures it itself, and keeps what the app says', async () => {
    const { observer } = new ErrorsSignal();
    const context = new RequestContext(observer, { requestId: 'r-1', user: () => USER });
    const captures = new AppCaptures({
      // The library's own, narrower types of the same functions.
      sentry: sentry as unknown as EventSource,
      redactor: new Redactor(),
      rules: RULES,
      owns: ({ owner }) => owner === observer,
    });
    captures.start();

    runInContext(context, () => {
      sentry.captureException(new Error('boom'), { tags: { mine: 'yes' }, user: { id: '8' } });
      sentry.captureMessage('a word');
    });
    captures.stop();
    runInContext(context, () => sentry.captureMessage('after the end'));
    await sentry.flush(2000);

    expect(receiver.events).toMatchObject([
      { tags: { request_id: 'r-1', mine: 'yes' }, user: { id: '8' } },
      { tags: { request_id: 'r-1' }, user: { id: '7' } },
      { message: 'after the end' },
    ]);
    expect(receiver.events[2]?.tags).toBeUndefined();
  });

  describe('that the app captures in a request or job', () => {
    const { observer } = new ErrorsSignal();
    let captures: AppCaptures;
    let facts: ErrorFacts & { readonly context: RequestContext };
    const inside = (work: () => unknown): unknown => runInContext(facts.context, work);
    const isSent = (error: unknown): boolean => sinkWith().isSentByApp(error, facts);

    beforeEach(() => {
      facts = { ...NOTHING, context: new RequestContext(observer) };
      captures = new AppCaptures({
        // The library's own, narrower types of the same functions.
        sentry: sentry as unknown as EventSource,
        redactor: new Redactor(),
        rules: RULES,
        owns: ({ owner }) => owner === observer,
      });
      captures.start();
    });
    afterEach(() => captures.stop());

    it('as an event of its own says nothing of what is thrown without a value', () => {
      inside(() => sentry.captureEvent({ exception: { values: [{ type: 'Error', value: 'x' }] } }));

      expect(isSent(undefined)).toBe(false);
    });

    it('as a message is no error of the same text', () => {
      inside(() => sentry.captureMessage('boom'));

      expect(isSent('boom')).toBe(false);
    });

    it('as a text is that error once; the next one of the same text is another', () => {
      inside(() => sentry.captureException('boom'));

      expect([isSent('boom'), isSent('boom')]).toEqual([true, false]);
    });

    it('is the same error each time when it is frozen', () => {
      const error = Object.freeze(new Error('boom'));
      inside(() => sentry.captureException(error));

      expect([isSent(error), isSent(error)]).toEqual([true, true]);
    });

    it('is left out once where the library has sent the text, and no message is', async () => {
      inside(() => sinkWith().report('boom', facts));
      inside(() => {
        sentry.captureMessage('boom');
        sentry.captureException('boom');
        sentry.captureException('boom');
      });
      await sentry.flush(2000);

      expect(receiver.events.map(({ message }) => message)).toEqual([undefined, 'boom', undefined]);
    });

    it('is remembered after a hundred others', () => {
      const errors = Array.from({ length: 150 }, (_, i) => Object.freeze(new Error(`boom ${i}`)));
      inside(() => errors.forEach((error) => sentry.captureException(error)));

      expect([isSent(errors.at(-1)), isSent(errors[0])]).toEqual([true, false]);
    });
  });

  it('is sent also when what the app tells of it throws', async () => {
    const { observer } = new ErrorsSignal();
    const context = new RequestContext(observer, {
      user: () => {
        throw new Error('no');
      },
    });

    sinkWith().report(new Error('boom'), { ...NOTHING, context });
    await sentry.flush(2000);

    expect(receiver.messages).toEqual(['boom']);
  });

  it('brings the lines before it, in the order of time with those of the app', async () => {
    const { context, logged } = new ErrorsSignal();

    runInContext(context, () => {
      logged.onLine(30, ['first'], []);
      sentry.addBreadcrumb({ message: 'second', timestamp: Date.now() / 1000 + 1 });
      logged.onLine(30, ['also first'], []);
    });
    sinkWith().report(new Error('boom'), { ...NOTHING, context });
    await sentry.flush(2000);

    const crumbs = receiver.events[0]?.breadcrumbs?.map(({ message }) => message);
    expect(crumbs).toEqual(['first', 'also first', 'second']);
  });

  it('is at most a mebibyte, whatever the app adds', async () => {
    const extra = { great: 'x'.repeat(3_000_000), item: 'tea' };
    const { context } = new ErrorsSignal();
    runInContext(context, () => sentry.setExtra('greater', 'y'.repeat(3_000_000)));

    sinkWith().report(new Error('boom'), { ...NOTHING, context, extra });
    await sentry.flush(2000);

    const [event] = receiver.events;
    expect(event?.exception?.values?.[0]?.value).toBe('boom');
    expect(JSON.stringify(event).length).toBeLessThan(1_048_576);
  });
});
