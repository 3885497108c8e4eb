import type { Goal } from './goals';
import type { Verdict } from './verdict';
import { renderTable } from './table';

const MARKS = { all: '✓', first: '✓ first', none: '✗' } as const;

/** Renders the goals of one comparison with a mark for each. */
export function goalsTable(verdicts: readonly Verdict[]): string[] {
  return renderTable(
    [
      { heading: '', align: 'left' },
      { heading: 'goal', align: 'left' },
      { heading: 'wanted', align: 'left' },
      { heading: 'measured', align: 'right' },
    ],
    verdicts.map(({ goal, measured, reached }) => [
      MARKS[reached],
      goal.text,
      wanted(goal),
      number(measured),
    ]),
  );
}

function wanted({ direction, limits }: Goal): string {
  return `${direction === 'at most' ? '≤' : '≥'} ${limits.map(number).join(', then ')}`;
}

/** Two digits, more for what is small. */
function number(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 0.1 ? value.toFixed(3) : value.toFixed(2);
}
