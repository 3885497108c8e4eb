import { Redactor, RequestContext } from '../../../core';
import { ErrorInbox } from './error-inbox';
import { ErrorsSignal } from '../testing/errors-signal';

const NOTHING = { transaction: undefined, context: undefined, tags: {} };
const START = Date.UTC(2026, 10, 24, 12);

/** Errors of one place. */
const orderError = (id: number): Error => new Error(`order ${id} has no lines`);

/** A number in letters, since digits do not tell errors apart. */
const inLetters = (i: number): string =>
  i.toString(36).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');

describe('the inbox of errors', () => {
  let now = START;
  const inboxOf = (most: number): ErrorInbox => new ErrorInbox(most, new Redactor(), () => now);

  beforeEach(() => (now = START));

  it('groups errors that differ only in numbers and ids, with count and times', () => {
    const inbox = inboxOf(10);

    inbox.report(orderError(17), NOTHING);
    now += 60_000;
    inbox.report(orderError(18), NOTHING);

    expect(inbox.entries()).toMatchObject([
      {
        type: 'Error',
        message: 'order 17 has no lines',
        count: 2,
        first_seen: '2026-11-24T12:00:00.000Z',
        last_seen: '2026-11-24T12:01:00.000Z',
        stack: expect.stringContaining('error-inbox.spec'),
      },
    ]);
    expect(inbox.total).toBe(2);
  });

  it('tells them apart by class, message and place', () => {
    const inbox = inboxOf(10);

    for (const error of [orderError(1), new TypeError('order 1 has no lines'), new Error('other')])
      inbox.report(error, NOTHING);

    expect(inbox.entries()).toHaveLength(3);
  });

  it('groups by an explicit fingerprint', () => {
    const inbox = inboxOf(10);

    inbox.report(new Error('a'), { ...NOTHING, fingerprint: ['payments'] });
    inbox.report(new Error('b'), { ...NOTHING, fingerprint: ['payments'] });

    expect(inbox.entries()).toMatchObject([{ message: 'a', count: 2 }]);
  });

  it('names the request that caused it last, and of the user the id only', () => {
    const signal = new ErrorsSignal();
    const user = { id: '7', name: 'Ada', email: 'ada@example.org' };
    const context = new RequestContext(signal.observer, { requestId: 'r-1', user: () => user });
    context.failedOperation = 'orders.place';
    const request = signal.request(500, '/orders', context);
    const inbox = inboxOf(10);

    inbox.report(new Error('boom'), { transaction: 'POST /orders', context, tags: {}, request });

    const [entry] = inbox.entries();
    expect(entry).toMatchObject({ transaction: 'POST /orders', operation: 'orders.place' });
    expect(entry?.request).toEqual({
      method: 'POST',
      route: '/orders',
      status: 500,
      request_id: 'r-1',
      trace_id: context.traceId,
      user_id: '7',
    });
  });

  it('keeps no secret', () => {
    const inbox = inboxOf(10);

    inbox.report(new Error('cannot reach redis://:s3cret@cache:6379?password=hunter2'), NOTHING);

    expect(JSON.stringify(inbox.entries())).not.toMatch(/s3cret|hunter2/);
  });

  it('keeps no half of a secret, where scrubbing brings what stands far behind into sight', () => {
    const inbox = inboxOf(10);
    const far = `password=${'x'.repeat(1900)} postgres://ada:${'y'.repeat(200)}@db/shop`;

    inbox.report(new Error(far), NOTHING);

    expect(inbox.entries()[0]?.message).toBe('password=[Redacted] postgres://[Redacted]@db/shop');
  });

  it('lets the error go that was seen longest ago', () => {
    const inbox = inboxOf(2);
    const report = (message: string): void => inbox.report(new Error(message), NOTHING);

    ['first', 'second', 'first', 'third'].forEach(report);

    expect(inbox.entries().map(({ message }) => message)).toEqual(['third', 'first']);
  });

  it.each<[unknown, string, string]>([
    ['text', 'string', 'text'],
    [null, 'null', 'null'],
    [undefined, 'undefined', 'undefined'],
    [42, 'number', '42'],
  ])('takes %p, thrown as it is', (thrown, type, message) => {
    const inbox = inboxOf(10);

    inbox.report(thrown, NOTHING);

    expect(inbox.entries()).toMatchObject([{ type, message, stack: undefined }]);
  });

  it('takes a text that is no error', () => {
    const inbox = inboxOf(10);

    inbox.report(undefined, { ...NOTHING, message: 'Business Error: no_stock', level: 'warning' });

    expect(inbox.entries()).toMatchObject([
      { type: 'message', message: 'Business Error: no_stock', level: 'warning' },
    ]);
  });

  it('stays small and fast in a storm of ten thousand distinct errors', () => {
    const inbox = inboxOf(100);
    const begun = performance.now();

    for (let i = 0; i < 10_000; i += 1) {
      inbox.report(new Error(`kind ${inLetters(i)} ${'x'.repeat(500)}`), NOTHING);
    }

    expect(inbox.total).toBe(10_000);
    expect(inbox.entries()).toHaveLength(100);
    expect(JSON.stringify(inbox.entries()).length).toBeLessThan(1_000_000);
    // A generous limit, for busy machines: it takes about one second.
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('keeps nothing if its limit is 0, and still counts', () => {
    const inbox = inboxOf(0);

    inbox.report(new Error('boom'), NOTHING);

    expect([inbox.entries(), inbox.total]).toEqual([[], 1]);
  });
});
