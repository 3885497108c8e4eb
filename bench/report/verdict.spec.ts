import type { Goal } from './goals';
import { GOALS } from './goals';
import { judge } from './verdict';
import type { Comparison } from './summary';

const GOAL: Goal = {
  text: 'is cheap',
  variant: 'ours-otlp',
  figure: 'ratio',
  direction: 'at most',
  limits: [1.25, 1.15],
};

function measured(median: number): Comparison {
  const spread = { median, low: median, high: median };
  const variants = [{ variant: 'ours-otlp', figures: { ratio: spread } }];
  return { node: '20', platform: 'express', rounds: 1, variants };
}

describe('a goal', () => {
  it.each([
    [1.15, 'all'],
    [1.16, 'first'],
    [1.25, 'first'],
    [1.26, 'none'],
  ])('of at most 1.25, then 1.15 is reached by %d: %s', (median, reached) => {
    expect(judge([GOAL], measured(median))).toMatchObject([{ measured: median, reached }]);
  });

  it.each([
    [0.9, 'all'],
    [0.85, 'all'],
    [0.84, 'none'],
  ])('of at least 0.85 is reached by %d: %s', (median, reached) => {
    const goal: Goal = { ...GOAL, direction: 'at least', limits: [0.85] };

    expect(judge([goal], measured(median))).toMatchObject([{ reached }]);
  });

  it('holds on its platform only', () => {
    expect(judge([{ ...GOAL, platform: 'fastify' }], measured(1))).toEqual([]);
  });

  it('is not judged when its figure was not measured', () => {
    expect(judge([{ ...GOAL, figure: 'p99Ratio' }], measured(1))).toEqual([]);
    expect(judge([{ ...GOAL, variant: 'ours-logs' }], measured(1))).toEqual([]);
  });

  it('has limits that become harder one after another', () => {
    const softening = GOALS.filter(({ limits, direction }) =>
      limits.some((limit, i) => {
        const before = limits[i - 1] ?? limit;
        return direction === 'at most' ? limit > before : limit < before;
      }),
    );

    expect(softening).toEqual([]);
  });
});
