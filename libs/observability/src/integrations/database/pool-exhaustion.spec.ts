import { PoolExhaustion } from './pool-exhaustion';

let now: number;
let isHeld: boolean;
let lend: () => void;
let exhaustion: PoolExhaustion;

/** What is told after each of these looks. */
function looksAt(...times: readonly number[]): number[] {
  return times.map((time) => {
    now = time;
    return exhaustion.exhaustedMs();
  });
}

beforeEach(() => {
  now = 0;
  isHeld = true;
  const pool = {
    isHeldByApp: () => isHeld,
    onLent: (heard: () => void) => {
      lend = heard;
    },
  };
  exhaustion = new PoolExhaustion(pool, () => now);
});

describe('a pool that the app holds', () => {
  it('is exhausted since it was first seen so', () => {
    expect(looksAt(1000, 11_000, 31_000)).toEqual([0, 10_000, 30_000]);
  });

  it('is not exhausted once it has lent a connection, though it is full again', () => {
    looksAt(1000, 20_000);
    lend();

    expect(looksAt(31_000, 32_000)).toEqual([0, 1000]);
  });

  it('is not exhausted once one of them was at work', () => {
    looksAt(1000, 20_000);
    isHeld = false;
    looksAt(25_000);
    isHeld = true;

    expect(looksAt(31_000, 32_000)).toEqual([0, 1000]);
  });

  it('is never exhausted where the driver does not tell', () => {
    exhaustion = new PoolExhaustion({}, () => now);

    expect(looksAt(0, 100_000)).toEqual([0, 0]);
  });
});
