import { comparisonTable } from './comparison-table';
import { exampleRun } from './example-runs';
import { goalsTable } from './goals-table';
import { summarise } from './summary';
import { renderTable } from './table';

describe('a table', () => {
  it('is as wide as its widest cells, words to the left and numbers to the right', () => {
    const lines = renderTable(
      [
        { heading: 'name', align: 'left' },
        { heading: 'µs', align: 'right' },
      ],
      [
        ['bare', '7'],
        ['by hand', '1234'],
      ],
    );

    expect(lines).toEqual([
      'name       µs', //
      'bare        7',
      'by hand  1234',
    ]);
  });
});

describe('the table of a comparison', () => {
  const runs = [
    exampleRun('ours-logs', 110, { round: 1 }),
    exampleRun('bare', 100, { round: 1 }),
    exampleRun('bare', 100, { round: 2 }),
    exampleRun('ours-logs', 120, { round: 2 }),
  ];
  const [comparison] = summarise(runs);
  const lines = comparisonTable(comparison!);

  it('has a line for each variant, bare first, with the ratio and its range', () => {
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^bare Nest +1\.00 \(1\.00–1\.00\) +100/);
    expect(lines[2]).toMatch(/^ours: \+ access line +1\.15 \(1\.10–1\.20\) +115/);
  });

  it('has no column for what was not measured', () => {
    expect(lines[0]).not.toContain('RSS');
    expect(lines[0]).toContain('hello');
  });
});

describe('the table of goals', () => {
  it('marks what is reached, what is half reached, and what is not', () => {
    const goal = {
      text: 'is cheap',
      variant: 'ours-otlp',
      figure: 'ratio',
      direction: 'at most',
      limits: [1.25, 1 / 50],
    } as const;

    const lines = goalsTable([
      { goal, measured: 0.0123, reached: 'all' },
      { goal, measured: 1.2, reached: 'first' },
      { goal, measured: 3, reached: 'none' },
    ]);

    expect(lines).toEqual([
      '         goal      wanted              measured',
      '✓        is cheap  ≤ 1.25, then 0.020     0.012',
      '✓ first  is cheap  ≤ 1.25, then 0.020      1.20',
      '✗        is cheap  ≤ 1.25, then 0.020         3',
    ]);
  });
});
