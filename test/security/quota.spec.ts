import * as fc from 'fast-check';
import { EventQuota, Drops, Redactor } from '../../libs/observability/src/core';
import { ErrorInbox, RepeatLimit } from '../../libs/observability/src/signals/errors';
import type { ErrorFacts } from '../../libs/observability/src/signals/errors';
import { FakeClock } from '../../libs/observability/src/testing/fake-clock';
import { attack } from './attack';

/** Text as a client may send it, frames and new lines included. */
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '\n    at f (/app/a.js:1:1)',
    'Error: x\n    at async g (/b.ts:2:2)\n',
    ': ',
    '#',
  ),
  fc
    .array(fc.constantFrom('a', '\n', '    at ', ' (', '/x.js:1:1)', ': ', 'Error'), {
      minLength: 1,
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
);

/** Places in the app's code, each of which throws with the text of a client. */
const THROWERS: readonly ((said: string) => unknown)[] = [
  (said) => new Error(said),
  (said) => new TypeError(`cannot read ${said}`),
  (said) => new Error('outer', { cause: new Error(said) }),
  (said) => said,
  (said) => ({ said }),
];

const failure = fc.record({
  place: fc.nat(THROWERS.length - 1),
  said: text,
  /** undefined: captured by the app with Sentry's own function. */
  transaction: fc.constantFrom(undefined, 'GET /a', 'GET /b', 'receipts send', ''),
  pauseMs: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(1500)),
});

interface Failure {
  readonly place: number;
  readonly said: string;
  readonly transaction: string | undefined;
  readonly pauseMs: number;
}

const limits = fc.record({
  most: fc.integer({ min: 1, max: 10 }),
  total: fc.integer({ min: 8, max: 30 }),
  perTransaction: fc.integer({ min: 1, max: 20 }),
});

interface Sent extends ErrorFacts {
  readonly at: number;
  readonly kind: string;
}

const isOfLibrary = ({ kind }: Sent): boolean => kind !== 'captured';

/** The limits of events and the inbox, and what went through. */
class Way {
  readonly sent: Sent[] = [];
  readonly clock = new FakeClock();
  readonly drops = new Drops();
  readonly quota: EventQuota;
  readonly limit: RepeatLimit;
  readonly inbox: ErrorInbox;

  constructor(
    { most, ...quota }: { most: number; total: number; perTransaction: number },
    places = 10,
  ) {
    this.quota = new EventQuota(quota, this.clock);
    const sink = {
      report: (_error: unknown, facts: ErrorFacts) => this.note(facts),
      flush: () => Promise.resolve(),
    };
    const { drops, clock } = this;
    this.limit = new RepeatLimit({ sink, most, quota: this.quota, drops, clock });
    this.inbox = new ErrorInbox(places, new Redactor(), () => clock.now());
  }

  fail({ place, said, transaction, pauseMs }: Failure): void {
    this.clock.advance(pauseMs);
    if (transaction === undefined) {
      const facts = { transaction: undefined, context: undefined, tags: {} };
      if (!this.quota.take()) this.note(facts, 'captured');
      return;
    }
    const error = THROWERS[place]?.(said);
    const facts = { transaction, context: undefined, tags: { place: String(place) } };
    this.inbox.report(error, facts);
    this.limit.report(error, facts);
  }

  /** The most events that one second had of each key. */
  most(keyOf: (sent: Sent) => string): number {
    const counts = new Map<string, number>();
    for (const sent of this.sent) {
      const key = `${Math.floor(sent.at / 1000)} ${keyOf(sent)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  }

  private note(facts: ErrorFacts, kind = `${facts.transaction} ${facts.tags['place']}`): void {
    this.sent.push({ ...facts, at: this.clock.now(), kind });
  }
}

describe('a quota', () => {
  attack(
    'M6',
    'no sequence of errors makes more events in a second than the total, the transaction and the kind allow',
    fc.tuple(limits, fc.array(failure, { maxLength: 300 })),
    ([bounds, failures]) => {
      const way = new Way(bounds);
      failures.forEach((one) => way.fail(one));

      expect(way.most(() => '')).toBeLessThanOrEqual(bounds.total);
      way.sent.splice(0, way.sent.length, ...way.sent.filter(isOfLibrary));
      expect(way.most(({ transaction }) => transaction ?? '')).toBeLessThanOrEqual(
        bounds.perTransaction,
      );
      expect(way.most(({ kind }) => kind)).toBeLessThanOrEqual(bounds.most);
    },
  );

  attack(
    'M6',
    'each error is sent or counted, and those that go tell no more than were left out',
    fc.tuple(limits, fc.array(failure, { maxLength: 300 })),
    ([bounds, failures]) => {
      const way = new Way(bounds);
      const ofLibrary = failures.filter(({ transaction }) => transaction !== undefined);
      ofLibrary.forEach((one) => way.fail(one));

      const leftOut = [...way.drops.entries()].reduce((sum, [, count]) => sum + count, 0);
      const told = way.sent.flatMap(({ tags }) => [
        tags['repeats_left_out'],
        tags['events_left_out'],
      ]);
      expect(way.sent.length + leftOut).toBe(ofLibrary.length);
      expect(told.reduce((sum, count = '0') => sum + Number(count), 0)).toBeLessThanOrEqual(
        leftOut,
      );
    },
  );

  attack(
    'M6',
    'an error of a quiet transaction gets through and stays in the inbox, whatever another one floods',
    fc.record({
      bounds: limits,
      places: fc.integer({ min: 2, max: 20 }),
      before: fc.array(failure, { maxLength: 150 }),
      after: fc.array(failure, { maxLength: 150 }),
      quiet: failure,
    }),
    ({ bounds, places, before, after, quiet }) => {
      const way = new Way(bounds, places);
      const flood = (one: Failure): void =>
        way.fail({
          ...one,
          transaction: one.transaction === undefined ? undefined : 'GET /flooded',
        });
      before.forEach(flood);
      way.fail({ ...quiet, transaction: 'GET /quiet', pauseMs: 0 });
      const { id } = way.inbox.entries()[0]!;
      after.forEach(flood);

      expect(way.sent.some(({ transaction }) => transaction === 'GET /quiet')).toBe(true);
      expect(way.inbox.entries().map((entry) => entry.id)).toContain(id);
    },
  );

  attack(
    'M6',
    'no text of a client makes an error another kind',
    fc.tuple(fc.nat(THROWERS.length - 1), fc.array(text, { minLength: 20, maxLength: 20 })),
    ([place, texts]) => {
      const way = new Way({ most: 2, total: 1000, perTransaction: 1000 });
      for (const said of texts) way.fail({ place, said, transaction: 'GET /a', pauseMs: 0 });

      expect(way.sent).toHaveLength(2);
    },
  );

  attack(
    'M6',
    'memory is bounded, however many texts and transactions there are',
    fc.record({ salt: text, count: fc.integer({ min: 2000, max: 4000 }), bounds: limits }),
    ({ salt, count, bounds }) => {
      const way = new Way({ ...bounds, total: 1_000_000 }, 100);
      for (let i = 0; i < count; i += 1) {
        const error = Object.assign(new Error(`${salt} ${i}`), { name: `${salt}${i}` });
        way.limit.report(error, { transaction: `${salt} ${i}`, context: undefined, tags: {} });
        if (i % 10 === 0)
          way.inbox.report(error, { transaction: salt, context: undefined, tags: {} });
      }

      expect(way.limit.size).toBeLessThanOrEqual(3000);
      expect(way.quota.size).toBeLessThanOrEqual(1000);
      expect(way.inbox.entries().length).toBeLessThanOrEqual(100);
    },
    { runs: 10 },
  );
});
