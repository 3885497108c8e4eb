import { Losses } from '../../core';
import { FakeClock } from '../../testing/fake-clock';
import type { ErrorFacts, ErrorSink } from './error-sink';
import { RepeatLimit } from './repeat.limit';

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

const unreadable = (): Error =>
  Object.defineProperty(new Error('odd'), 'stack', {
    get: () => {
      throw new Error('no stack');
    },
  });

describe('repeats of an error', () => {
  let sent: Sent;
  let losses: Losses;
  let clock: FakeClock;
  let limit: RepeatLimit;
  const report = (times: number, make: (i: number) => unknown = fire, facts = FACTS): void => {
    for (let i = 0; i < times; i += 1) limit.report(make(i), facts);
  };

  beforeEach(() => {
    sent = new Sent();
    losses = new Losses();
    clock = new FakeClock();
    limit = new RepeatLimit(sent, 3, losses, clock);
  });

  it('go as they are up to the limit, and the rest are counted', () => {
    report(10);

    expect(sent.facts).toEqual([FACTS, FACTS, FACTS]);
    expect([...losses.entries()]).toEqual([['errors', 7]]);
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
    ['another message', (i) => new Error(`on fire ${i}`)],
    ['something else that was thrown', (i) => `text ${i}`],
  ])('are none when they have %s', (_case, make) => {
    report(10, make);

    expect(sent.facts).toHaveLength(10);
  });

  it('are none in another transaction', () => {
    report(3);
    report(3, fire, { ...FACTS, transaction: 'GET /b' });

    expect(sent.facts).toHaveLength(6);
  });

  it('are found by text when the stack cannot be read', () => {
    report(10, unreadable);

    expect(sent.facts).toHaveLength(3);
  });

  it('take no memory without bound', () => {
    report(5000, (i) => new Error(`on fire ${i}`));

    expect(sent.facts).toHaveLength(1000);
    expect([...losses.entries()]).toEqual([['errors', 4000]]);
  });
});
