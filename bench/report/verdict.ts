import type { Goal } from './goals';
import type { Comparison } from './summary';

/** How far a goal is reached. `first`: the first limit is, the last one is not yet. */
export type Reached = 'all' | 'first' | 'none';

/** A goal and what was measured for it. */
export interface Verdict {
  readonly goal: Goal;
  readonly measured: number;
  readonly reached: Reached;
}

/** Judges the goals that this comparison can: the variant ran and the figure was measured. */
export function judge(goals: readonly Goal[], { platform, variants }: Comparison): Verdict[] {
  return goals
    .filter((goal) => (goal.platform ?? platform) === platform)
    .flatMap((goal) => {
      const found = variants.find(({ variant }) => variant === goal.variant);
      const measured = found?.figures[goal.figure]?.median;
      return measured === undefined ? [] : [{ goal, measured, reached: reach(goal, measured) }];
    });
}

function reach({ limits, direction }: Goal, measured: number): Reached {
  const met = limits.filter((limit) =>
    direction === 'at most' ? measured <= limit : measured >= limit,
  );
  if (met.length === limits.length) return 'all';
  return met.length > 0 ? 'first' : 'none';
}
