import { exampleRun } from './example-runs';
import { summarise } from './summary';
import type { FigureName } from './figures';
import type { Run } from '../harness/run';

function medianOf(runs: readonly Run[], variant: string, figure: FigureName): number | undefined {
  const [comparison] = summarise(runs);
  return comparison?.variants.find((one) => one.variant === variant)?.figures[figure]?.median;
}

function failing(cpuMicros: number): Run['figures'] {
  return { routes: { fail: { cpuMicros, perSecond: 1, busy: 1 } } };
}

describe('the summary of runs', () => {
  it('has one comparison of each platform and Node', () => {
    const run = exampleRun('bare', 100);
    const runs: Run[] = [run, { ...run, node: '24' }, { ...run, platform: 'fastify' }];

    const comparisons = summarise(runs);

    expect(comparisons.map(({ platform, node }) => `${platform} ${node}`)).toEqual([
      'express 20',
      'express 24',
      'fastify 20',
    ]);
  });

  it('compares a run with bare of its own round', () => {
    const runs = [
      exampleRun('bare', 100, { round: 1 }),
      exampleRun('ours-logs', 110, { round: 1 }),
      exampleRun('bare', 200, { round: 2 }),
      exampleRun('ours-logs', 240, { round: 2 }),
    ];

    const [comparison] = summarise(runs);

    expect(comparison?.rounds).toBe(2);
    expect(comparison?.variants[1]?.figures.ratio).toEqual({
      median: expect.closeTo(1.15, 10) as number,
      low: expect.closeTo(1.1, 10) as number,
      high: expect.closeTo(1.2, 10) as number,
    });
  });

  it('has the highest rate against bare', () => {
    const runs = [exampleRun('bare', 100), exampleRun('ours-otlp', 125)];

    expect(medianOf(runs, 'ours-otlp', 'rateRatio')).toBeCloseTo(0.8, 10);
  });

  it('has what is added to bare against what the four by hand add', () => {
    const runs = [
      exampleRun('bare', 100),
      exampleRun('by-hand', 1100),
      exampleRun('ours-otlp', 120),
    ];

    expect(medianOf(runs, 'ours-otlp', 'addedToByHand')).toBeCloseTo(0.02, 10);
  });

  it('has the failing route against the four by hand', () => {
    const runs = [
      exampleRun('by-hand', 1, failing(3000)),
      exampleRun('ours-otlp', 1, failing(900)),
    ];

    expect(medianOf(runs, 'ours-otlp', 'failToByHand')).toBeCloseTo(0.3, 10);
  });

  it('has the memory above bare in megabytes', () => {
    const runs = [
      exampleRun('bare', 1, { rssBytes: 100 * 1024 * 1024 }),
      exampleRun('ours-otlp', 1, { rssBytes: 130 * 1024 * 1024 }),
    ];

    expect(medianOf(runs, 'ours-otlp', 'rssAdded')).toBe(30);
  });

  it('leaves out what was not measured, and what has nothing to be compared with', () => {
    const [comparison] = summarise([exampleRun('ours-logs', 100)]);

    const figures = comparison?.variants[0]?.figures;

    expect(Object.keys(figures ?? {})).toEqual(['hello', 'users', 'orders']);
  });
});
