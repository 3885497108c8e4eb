import type * as SentryNest from '@sentry/nestjs';
import type { ErrorTrackingSettings } from '../../libs/observability/src/signals/errors/sentry';
import {
  errorTracking,
  startErrorTracking,
  whileDying,
} from '../../libs/observability/src/signals/errors/sentry';
import { RecordingSink } from '../../libs/observability/src/testing';
import { eventually } from '../support/eventually';
import { SentryReceiver } from '../support/sentry-receiver';

const WAITING = 'observability_error_events_waiting{}';
const DELIVERED = 'observability_error_events_delivered_total{}';

describe.each(['@sentry/nestjs', 'sentry-11'])('error tracking by %s', (sdk) => {
  let receiver: SentryReceiver;
  let sentry: typeof SentryNest;
  let lost: Record<string, number>;
  let warnings: jest.SpyInstance;

  beforeEach(async () => {
    receiver = await SentryReceiver.start();
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
    lost = {};
  });
  afterEach(async () => {
    await sentry.close(2000);
    await receiver.stop();
    warnings.mockRestore();
  });

  it('sends an event with who and where, and the lines of source around the place', async () => {
    start({ serverName: 'box-7', deploymentStage: 'canary' });

    sentry.captureException(new Error('lost'));
    await sentry.flush(2000);

    const [event] = receiver.events;
    expect(event).toMatchObject({
      release: 'shop@9',
      environment: 'test',
      server_name: 'box-7',
      extra: { server_name: 'box-7', deployment_stage: 'canary' },
      contexts: { device: { arch: process.arch }, app: { app_memory: expect.any(Number) } },
    });
    const frame = event?.exception?.values?.[0]?.stacktrace?.frames?.at(-1);
    expect(frame?.context_line).toContain("new Error('lost')");
  });

  it('scrubs the lines of source as everything else', async () => {
    start({});

    sentry.captureException(new Error('lost')); // password=hunter2
    await sentry.flush(2000);

    const frame = receiver.events[0]?.exception?.values?.[0]?.stacktrace?.frames?.at(-1);
    expect(frame?.context_line).toContain('// password=[Redacted]');
  });

  it('hands an event to the delivery before the call returns, so that a crash can wait for it', async () => {
    start({});

    sentry.captureException(new Error('lost'));
    const { [WAITING]: waiting } = await read();

    expect(waiting).toBe(1);
    await sentry.flush(2000);
    expect(await read()).toMatchObject({ [DELIVERED]: 1 });
  });

  it('scrubs what the hook of the app adds', async () => {
    start({
      redactKeys: ['customerRef'],
      beforeSend: (event) => ({ ...event, extra: { customerRef: 's3cret', item: 'tea' } }),
    });

    sentry.captureException(new Error('lost'));
    await sentry.flush(2000);

    expect(receiver.events[0]?.extra).toEqual({ customerRef: '[Redacted]', item: 'tea' });
  });

  it.each<[string, ErrorTrackingSettings['beforeSend']]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['is rejected', () => Promise.reject(new Error('no'))],
    ['gives nothing', () => undefined as never],
  ])('loses no event by a hook that %s', async (_case, beforeSend) => {
    start({ beforeSend });

    sentry.captureException(new Error('first'));
    sentry.captureException(new Error('second'));
    await sentry.flush(2000);

    expect(receiver.messages).toEqual(['first', 'second']);
    expect(lost).toEqual({});
  });

  it('waits for a hook that takes its time', async () => {
    start({ beforeSend: (event) => Promise.resolve({ ...event, tags: { seen: 'yes' } }) });

    sentry.captureException(new Error('lost'));
    await sentry.flush(2000);

    expect(receiver.events[0]?.tags).toEqual({ seen: 'yes' });
  });

  it('does not wait for it while the process ends, and scrubs the event all the same', async () => {
    start({
      redactKeys: ['customerRef'],
      beforeSend: (event) => Promise.resolve({ ...event, tags: { seen: 'yes' } }),
    });

    whileDying(() => {
      sentry.captureException(new Error('lost'), { extra: { customerRef: 's3cret' } });
    });
    const { [WAITING]: waiting } = await read();
    await sentry.flush(2000);

    expect(waiting).toBe(1);
    expect(receiver.events[0]?.tags).toBeUndefined();
    expect(receiver.events[0]?.extra).toMatchObject({ customerRef: '[Redacted]' });
  });

  it('counts what a hook or the sample rate leaves out, without a warning', async () => {
    start({ beforeSend: ({ exception, ...event }) => (exception ? null : event) });
    sentry.captureException(new Error('hidden'));
    start({ sampleRate: 0 });
    sentry.captureException(new Error('unlucky'));
    await sentry.flush(2000);

    expect([receiver.events, lost]).toEqual([[], { filtered: 1, sampled_out: 1 }]);
    expect(warnings).not.toHaveBeenCalled();
  });

  it('cuts a message that is as long as a book', async () => {
    start({});

    sentry.captureException(new Error('x'.repeat(3_000_000)));
    await sentry.flush(2000);

    expect(receiver.messages[0]).toHaveLength(4096 + '...'.length);
  });

  it('counts an event above 1 MiB as lost', async () => {
    // Texts are cut to a budget, so it takes many short ones under long names.
    const names = Array.from({ length: 900 }, (_, i) =>
      i.toString(2).replaceAll('0', 'a').replaceAll('1', 'b').padStart(60, 'k'),
    );
    const page = Object.fromEntries(names.map((name) => [name, 'x'.repeat(30)]));
    const pages = Array.from({ length: 20 }, () => ({ ...page }));
    start({});

    sentry.captureException(new Error('lost'), { extra: { pages } });
    await sentry.flush(2000);

    expect([receiver.messages, lost]).toEqual([[], { too_large: 1 }]);
  });

  it('sends how many requests ended well with the next flush', async () => {
    start({});

    const sessions = errorTracking()?.sessions;
    sessions?.count(false);
    sessions?.count(true);
    sessions?.count(false);
    await sentry.flush(2000);

    expect(receiver.others).toEqual([
      {
        type: 'sessions',
        payload: {
          aggregates: [{ started: expect.any(String), exited: 2, crashed: 1 }],
          attrs: { release: 'shop@9', environment: 'test' },
        },
      },
    ]);
  });

  it('obeys limits by category in an answer that takes the event', async () => {
    receiver.headers = { 'x-sentry-rate-limits': '60:error:key' };
    start({});

    sentry.captureException(new Error('taken'));
    await sentry.flush(2000);
    sentry.captureException(new Error('unwanted'));
    errorTracking()?.sessions?.count(false);
    await sentry.flush(2000);

    expect(receiver.messages).toEqual(['taken']);
    expect(lost).toEqual({ rate_limited: 1 });
    expect(receiver.others.map(({ type }) => type)).toContain('sessions');
  });

  it('moves to another address when the options name one, and loses nothing', async () => {
    const other = await SentryReceiver.start();
    start({});
    sentry.captureException(new Error('to the first'));
    start({ dsn: other.dsn });
    sentry.captureException(new Error('to the second'));
    await sentry.flush(2000);
    await eventually(() => expect(receiver.messages).toEqual(['to the first']));
    await other.stop();

    expect(other.messages).toEqual(['to the second']);
  });

  it('takes itself away from the process when it is closed', async () => {
    const before = process.listenerCount('exit');
    start({});
    const during = process.listenerCount('exit');

    await sentry.close(2000);

    expect([during - before, process.listenerCount('exit') - before]).toEqual([1, 0]);
  });

  function start(settings: Partial<ErrorTrackingSettings>): void {
    const base = { dsn: receiver.dsn, environment: 'test', release: 'shop@9', sampleRate: 1 };
    sentry = startErrorTracking({ ...base, ...settings }, sdk) as typeof SentryNest;
    errorTracking()?.listen({
      dropped: (count, reason) => void (lost[reason] = (lost[reason] ?? 0) + count),
      warn: (message) => process.emitWarning(message),
    });
  }
});

async function read(): Promise<Record<string, number>> {
  const tracking = errorTracking();
  return new RecordingSink().read(tracking ? [tracking] : []);
}
