import { rules } from '../../../core';
import type { Rule } from '../../../core';

/** Lines below the level, written for a request that fails or is slow. */
export interface TailOptions {
  /** The maximum number of lines of one request; the newest are kept. @default 100 */
  lines?: number;
  /** Longer requests and jobs are slow, in milliseconds. @default 1000 */
  slowMs?: number;
}

export const TAIL_DEFAULTS: Required<TailOptions> = { lines: 100, slowMs: 1000 };

const tailSection = rules.section<TailOptions>({
  lines: rules.number({ min: 1, max: 1000 }),
  slowMs: rules.milliseconds({ min: 1, max: 3_600_000 }),
});

const tail: Rule = (value, path, problems) => {
  if (typeof value !== 'boolean') tailSection(value, path, problems);
};

export const TAIL_RULE: Rule = Object.assign(tail, { keys: tailSection.keys });

/** The options of the tail; undefined if no lines are kept. */
export function resolveTail(tailOption: boolean | TailOptions): Required<TailOptions> | undefined {
  if (tailOption === false) return undefined;
  return tailOption === true ? TAIL_DEFAULTS : { ...TAIL_DEFAULTS, ...tailOption };
}
