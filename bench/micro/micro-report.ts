import type { Colours } from '../report/colour';
import { renderTable } from '../report/table';
import { isReached, MICRO_GOALS } from './goals';
import type { Row } from './subject';

/** The results of the micro-benchmark as lines for the terminal. */
export function microReport(rows: readonly Row[], colours: Colours): string[] {
  const table = renderTable(
    [
      { heading: 'what', align: 'left' },
      { heading: 'how', align: 'left' },
      { heading: 'takes', align: 'right' },
      { heading: 'holds the loop', align: 'right' },
    ],
    rows.map(({ group, name, nanoseconds, holdMs }) => [
      group,
      name,
      duration(nanoseconds),
      holdMs === undefined ? '' : `${holdMs.toFixed(1)} ms`,
    ]),
  );
  return [...table, '', ...goalLines(rows, colours)];
}

function goalLines(rows: readonly Row[], colours: Colours): string[] {
  return MICRO_GOALS.map((goal) => {
    const { text, direction, limit, measure } = goal;
    const wanted = `${direction === 'at most' ? '≤' : '≥'} ${limit}`;
    const line = `${text}: ${measure(rows).toFixed(1)} (${wanted})`;
    return isReached(goal, rows) ? colours.good(`✓ ${line}`) : colours.bad(`✗ ${line}`);
  });
}

function duration(nanoseconds: number): string {
  if (nanoseconds < 10_000) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1000).toFixed(0)} µs`;
  return `${(nanoseconds / 1e6).toFixed(1)} ms`;
}
