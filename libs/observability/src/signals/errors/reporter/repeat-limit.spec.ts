import { EventQuota, Drops } from '../../../core';
import { FakeClock } from '../../../testing/fake-clock';
import type { ErrorFacts, ErrorSink } from '../facts/error-sink';
import { RepeatLimit } from './repeat-limit';

const FACTS: ErrorFacts = { transaction: 'GET /a', context: undefined, tags: { a: '1' } };

class Sent implements ErrorSink {
  readonly facts: ErrorFacts[] = [];

  report(_error: unknown, facts: ErrorFacts): void {
    this.facts.push(facts);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}

const fire = (): Error => new Error('on fire');
/** Another place in the code for each. */
const places: readonly (() => Error)[] = Array.from({ length: 20 }, (_, line) => () => {
  const error = fire();
  error.stack = `Error: on fire\n    at f (/app/a.js:${line}:1)`;
  return error;
});

const unreadable = (): Error =>
  Object.defineProperty(new Error('odd'), 'stack', {
    get: () => {
      throw new Error('no stack');
    },
  });

describe('repeats of an error', () => {
  let sent: Sent;
  let drops: Drops;
  let clock: FakeClock;
  let limit: RepeatLimit;
  const report = (times: number, make: (i: number) => unknown = fire, facts = FACTS): void => {
    for (let i = 0; i < times; i += 1) limit.report(make(i), facts);
  };

  beforeEach(() => {
    sent = new Sent();
    drops = new Drops();
    clock = new FakeClock();
    const quota = new EventQuota({ total: 40, perTransaction: 20 }, clock);
    limit = new RepeatLimit({ sink: sent, most: 3, quota, drops, clock });
  });

  it('go as they are up to the limit, and the rest are counted', () => {
    report(10);

    expect(sent.facts).toEqual([FACTS, FACTS, FACTS]);
    expect([...drops.entries()]).toEqual([['errors', 7]]);
  });

  it('go again after a second, and say how many were left out', () => {
    report(10);
    clock.advance(1000);
    report(2);

    expect(sent.facts.slice(3)).toEqual([
      { ...FACTS, tags: { a: '1', repeats_left_out: '7' } },
      FACTS,
    ]);
  });

  it.each<[string, (i: number) => unknown]>([
    ['the message of an error', (i) => new Error(`on fire ${'x'.repeat(i)}`)],
    ['frames in its message', (i) => new Error(`on fire\n    at f (/app/a.js:${i}:1)`)],
    ['a text that was thrown', (i) => `on fire ${'x'.repeat(i)}`],
  ])('are the same kind despite %s', (_case, make) => {
    report(10, make);

    expect(sent.facts).toHaveLength(3);
  });

  it.each<[string, (i: number) => unknown]>([
    ['another place in the code', (i) => places[i]?.()],
    ['another class', (i) => Object.assign(fire(), { name: `Fire${i}Error` })],
  ])('are none when they have %s', (_case, make) => {
    report(10, make);

    expect(sent.facts).toHaveLength(10);
  });

  it('are none when the app reports another text', () => {
    for (const message of ['tea is out', 'milk is out']) report(3, fire, { ...FACTS, message });

    expect(sent.facts).toHaveLength(6);
  });

  it('are none in another transaction', () => {
    report(3);
    report(3, fire, { ...FACTS, transaction: 'GET /b' });

    expect(sent.facts).toHaveLength(6);
  });

  it('are found by their class when the stack cannot be read', () => {
    report(10, unreadable);

    expect(sent.facts).toHaveLength(3);
  });

  it('are counted apart from what is beyond the quota, and the next event tells both', () => {
    for (const place of places) report(4, place);
    clock.advance(1000);
    report(1, places[0]);

    const counts = [...drops.byReason()].map(({ reason, count }) => [reason, count]);
    expect(counts).toEqual([
      ['repeated', 6],
      ['transaction_quota', 54],
    ]);
    expect(sent.facts).toHaveLength(21);
    expect(sent.facts.at(-1)?.tags).toEqual({
      a: '1',
      repeats_left_out: '1',
      events_left_out: '54',
    });
  });

  it('leave their places to others where the app has sent them itself', () => {
    const own = new Set<unknown>();
    const quota = new EventQuota({ total: 40, perTransaction: 20 }, clock);
    const isSent = (error: unknown): boolean => own.has(error);
    limit = new RepeatLimit({ sink: sent, isSent, most: 3, quota, drops, clock });

    for (let i = 0; i < 100; i += 1) {
      const error = fire();
      own.add(error);
      limit.report(error, FACTS);
    }
    report(3);

    expect(sent.facts).toEqual([FACTS, FACTS, FACTS]);
    expect([...drops.entries()]).toEqual([]);
  });

  it('take no memory without bound', () => {
    for (let i = 0; i < 5000; i += 1) report(1, fire, { ...FACTS, transaction: `GET /${i}` });

    expect(limit.size).toBeLessThanOrEqual(3000);
  });

  it('are never left out for performance issues, however many there are', () => {
    for (let i = 0; i < 100; i += 1) {
      const fingerprint = ['performance_issue', `${i}`];
      const slow = { ...FACTS, origin: 'performance', message: 'slow', fingerprint } as const;
      report(1, () => undefined, { ...slow, transaction: `GET /${i % 7}` });
    }
    sent.facts.length = 0;

    report(1);

    expect(sent.facts).toHaveLength(1);
    expect([...drops.entries()]).toEqual([['errors', 80]]);
  });

  it('are no reason to leave out a crash, nor is the quota', () => {
    const crash = { ...FACTS, origin: 'crash', tags: { crash: 'uncaughtException' } } as const;
    report(10);
    report(60, (i) => places[i % 20]!(), { ...FACTS, transaction: 'GET /b' });
    for (let i = 0; i < 60; i += 1) report(1, fire, { ...FACTS, transaction: `GET /${i}` });
    sent.facts.length = 0;

    report(10, fire, crash);

    expect(sent.facts).toMatchObject([{ origin: 'crash' }]);
  });
});
