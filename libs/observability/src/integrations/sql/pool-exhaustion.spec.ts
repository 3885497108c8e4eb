import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolUse } from './lender';
import { PoolExhaustion } from './pool-exhaustion';

/** A client of pg, as far as it is read. */
const client = (readyForQuery: boolean): object => ({
  readyForQuery,
  query: () => undefined,
  escapeIdentifier: () => undefined,
  escapeLiteral: () => undefined,
});
const AT_REST = [client(true), client(true)];
const HELD: PoolUse = { max: 2, lent: AT_REST, waiting: 1 };

let use: PoolUse;
let lend: () => void;
let exhaustion: PoolExhaustion;

/** What is told after each of these waits, in milliseconds. */
function looksAfter(...waits: readonly number[]): number[] {
  return waits.map((ms) => {
    jest.advanceTimersByTime(ms);
    return exhaustion.exhaustedMs();
  });
}

beforeEach(() => {
  use = HELD;
  const pool = {
    use: () => use,
    onLent: (heard: () => void) => {
      lend = heard;
    },
  };
  exhaustion = new PoolExhaustion(pool);
});
describe('a pool that the app holds', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    lend();
    jest.useRealTimers();
  });

  it('is exhausted since a caller was first seen waiting', () => {
    expect(looksAfter(1000, 10_000, 20_000)).toEqual([0, 10_000, 30_000]);
  });

  it('stays exhausted when the callers have given up', () => {
    looksAfter(1000, 10_000);
    use = { ...HELD, waiting: 0 };

    expect(looksAfter(20_000)).toEqual([30_000]);
  });

  it('is not exhausted while nobody waits, however long it is held', () => {
    use = { ...HELD, waiting: 0 };

    expect(looksAfter(0, 100_000, 100_000)).toEqual([0, 0, 0]);
    use = HELD;
    expect(looksAfter(0, 5000)).toEqual([0, 5000]);
  });

  it('is not exhausted where it has one connection, which may be held on purpose', () => {
    use = { max: 1, lent: [client(true)], waiting: 1 };

    expect(looksAfter(0, 100_000)).toEqual([0, 0]);
  });

  it('is not exhausted once it has lent a connection, though it is full again', () => {
    looksAfter(1000, 19_000);
    lend();

    expect(jest.getTimerCount()).toBe(0);
    expect(looksAfter(11_000, 1000)).toEqual([0, 1000]);
  });

  it.each<[string, PoolUse]>([
    ['one of them was at work', { ...HELD, lent: [client(true), client(false)] }],
    ['one of them was free', { ...HELD, lent: [] }],
  ])('is not exhausted once %s', (_case, other) => {
    looksAfter(1000, 19_000);
    use = other;
    looksAfter(5000);
    use = HELD;

    expect(looksAfter(6000, 1000)).toEqual([0, 1000]);
  });

  it('is measured no longer when no probe comes', () => {
    looksAfter(0, 50_000);

    jest.advanceTimersByTime(70_000);

    expect(jest.getTimerCount()).toBe(0);
    expect(looksAfter(0, 1000)).toEqual([0, 1000]);
  });

  it('is never exhausted where the driver does not tell', () => {
    exhaustion = new PoolExhaustion({});

    expect(looksAfter(0, 100_000)).toEqual([0, 0]);
  });
});

it('a blocked event loop exhausts no pool', async () => {
  exhaustion.exhaustedMs();
  const until = performance.now() + 600;
  while (performance.now() < until);
  await sleep(1);

  expect(exhaustion.exhaustedMs()).toBeLessThan(200);
  lend();
});
