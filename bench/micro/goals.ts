import type { Row } from './subject';

/** What the small operations have to reach. */
export interface MicroGoal {
  readonly text: string;
  readonly direction: 'at most' | 'at least';
  readonly limit: number;
  readonly measure: (rows: readonly Row[]) => number;
}

const LARGE = 'scrape of 100000 series';

export const MICRO_GOALS: readonly MicroGoal[] = [
  {
    text: '@Monitored adds to a sync call, ns',
    direction: 'at most',
    limit: 500,
    measure: (rows) =>
      nanoseconds(rows, 'method', 'sync, @Monitored') -
      nanoseconds(rows, 'method', 'sync, unwatched'),
  },
  {
    text: '@Monitored adds to an async call, ns',
    direction: 'at most',
    limit: 1000,
    measure: (rows) =>
      nanoseconds(rows, 'method', 'async, @Monitored') -
      nanoseconds(rows, 'method', 'async, unwatched'),
  },
  {
    text: 'scrape of 100,000 series, times cheaper than prom-client',
    direction: 'at least',
    limit: 6,
    measure: (rows) => nanoseconds(rows, LARGE, 'prom-client') / nanoseconds(rows, LARGE, 'ours'),
  },
  {
    text: 'longest hold of a scrape of 100,000 series, ms',
    direction: 'at most',
    limit: 10,
    measure: (rows) => find(rows, LARGE, 'ours')?.holdMs ?? Number.NaN,
  },
];

/** Whether a goal is reached; one that was not measured is not. */
export function isReached({ direction, limit, measure }: MicroGoal, rows: readonly Row[]): boolean {
  const measured = measure(rows);
  return direction === 'at most' ? measured <= limit : measured >= limit;
}

function nanoseconds(rows: readonly Row[], group: string, name: string): number {
  return find(rows, group, name)?.nanoseconds ?? Number.NaN;
}

function find(rows: readonly Row[], group: string, name: string): Row | undefined {
  return rows.find((row) => row.group === group && row.name === name);
}
