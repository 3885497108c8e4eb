import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolUsage } from './pool-adapter';
import { PoolExhaustion } from './pool-exhaustion';

/** A client of pg, as far as it is read. */
const client = (readyForQuery: boolean): object => ({
  readyForQuery,
  query: () => undefined,
  escapeIdentifier: () => undefined,
  escapeLiteral: () => undefined,
});
const AT_REST = [client(true), client(true)];
const HELD: PoolUsage = { max: 2, inUse: AT_REST, waiting: 1 };

let usage: PoolUsage;
let isOwnWaiting: boolean;
let acquired: () => void;
let exhaustion: PoolExhaustion;

/** The reported duration after each of these waits, in milliseconds. */
function exhaustedAfter(...waits: readonly number[]): number[] {
  return waits.map((ms) => {
    jest.advanceTimersByTime(ms);
    return exhaustion.exhaustedMs();
  });
}

beforeEach(() => {
  usage = HELD;
  isOwnWaiting = false;
  const pool = {
    usage: () => usage,
    onAcquire: (listener: () => void) => {
      acquired = listener;
    },
  };
  exhaustion = new PoolExhaustion(pool, () => isOwnWaiting);
});
describe('a pool that the app holds', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    acquired();
    jest.useRealTimers();
  });

  it('is exhausted from the first probe that saw a caller wait', () => {
    expect(exhaustedAfter(1000, 10_000, 20_000)).toEqual([0, 10_000, 30_000]);
  });

  it('stays exhausted after the callers have given up', () => {
    exhaustedAfter(1000, 10_000);
    usage = { ...HELD, waiting: 0 };

    expect(exhaustedAfter(20_000)).toEqual([30_000]);
  });

  it('is not exhausted while no caller waits, however long its connections are held', () => {
    usage = { ...HELD, waiting: 0 };

    expect(exhaustedAfter(0, 100_000, 100_000)).toEqual([0, 0, 0]);
    usage = HELD;
    expect(exhaustedAfter(0, 5000)).toEqual([0, 5000]);
  });

  it('is not exhausted where it has one connection, which may be held on purpose', () => {
    usage = { max: 1, inUse: [client(true)], waiting: 1 };

    expect(exhaustedAfter(0, 100_000)).toEqual([0, 0]);
  });

  it('is not exhausted once it has handed out a connection, though it is full again', () => {
    exhaustedAfter(1000, 19_000);
    acquired();

    expect(jest.getTimerCount()).toBe(0);
    expect(exhaustedAfter(11_000, 1000)).toEqual([0, 1000]);
  });

  it.each<[string, PoolUsage]>([
    ['one of them ran a query', { ...HELD, inUse: [client(true), client(false)] }],
    ['one of them was free', { ...HELD, inUse: [] }],
  ])('is not exhausted once %s', (_case, other) => {
    exhaustedAfter(1000, 19_000);
    usage = other;
    exhaustedAfter(5000);
    usage = HELD;

    expect(exhaustedAfter(6000, 1000)).toEqual([0, 1000]);
  });

  it('is no longer measured when no probe arrives', () => {
    exhaustedAfter(0, 50_000);

    jest.advanceTimersByTime(70_000);

    expect(jest.getTimerCount()).toBe(0);
    expect(exhaustedAfter(0, 1000)).toEqual([0, 1000]);
  });

  it('is not exhausted while only our own check waits', () => {
    isOwnWaiting = true;

    expect(exhaustedAfter(0, 100_000)).toEqual([0, 0]);
    usage = { ...HELD, waiting: 2 };
    expect(exhaustedAfter(0, 5000)).toEqual([0, 5000]);
  });
});

it('a blocked event loop exhausts no pool', async () => {
  exhaustion.exhaustedMs();
  const until = performance.now() + 600;
  while (performance.now() < until);
  await sleep(1);

  expect(exhaustion.exhaustedMs()).toBeLessThan(200);
  acquired();
});
