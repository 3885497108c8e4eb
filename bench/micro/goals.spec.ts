import { isReached, MICRO_GOALS } from './goals';
import type { Row } from './subject';

const LARGE = 'scrape of 100000 series';

const ROWS: readonly Row[] = [
  { group: 'method', name: 'sync, unwatched', nanoseconds: 10 },
  { group: 'method', name: 'sync, @Monitored', nanoseconds: 500 },
  { group: 'method', name: 'async, unwatched', nanoseconds: 200 },
  { group: 'method', name: 'async, @Monitored', nanoseconds: 1300 },
  { group: LARGE, name: 'prom-client', nanoseconds: 280e6 },
  { group: LARGE, name: 'ours', nanoseconds: 40e6, holdMs: 12 },
];

describe('the goals of the micro-benchmark', () => {
  it('compare what is watched with what is not, and ours with prom-client', () => {
    expect(MICRO_GOALS.map(({ measure }) => measure(ROWS))).toEqual([490, 1100, 7, 12]);
  });

  it('are reached or not by their limits', () => {
    expect(MICRO_GOALS.map((goal) => isReached(goal, ROWS))).toEqual([true, false, true, false]);
  });

  it('are not reached when nothing was measured', () => {
    expect(MICRO_GOALS.some((goal) => isReached(goal, []))).toBe(false);
  });
});
