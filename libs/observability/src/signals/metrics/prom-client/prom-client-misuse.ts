import { messageOf } from '../../../core';
import type { MisuseReason } from '../tables/misuse';
import { isObject } from './prom-client-metric';

/** What was wrong with a call of a metric of prom-client. */
export interface Mistake {
  readonly reason: MisuseReason;
  readonly text: string;
}

export const NO_NUMBER: Mistake = {
  reason: 'bad_value',
  text: 'a value must be a number that is not NaN',
};

const LONGEST = 120;
/** What prom-client says, and what is said of it: its own words may hold the values that it was given. */
const SAYINGS: readonly (readonly [RegExp, (name: string) => Mistake])[] = [
  [
    /^Added label "([\s\S]*?)" is not included/,
    (name) => ({ reason: 'unknown_label', text: `it has no label "${name.slice(0, 60)}"` }),
  ],
  [
    /^It is not possible to decrease a counter/,
    () => ({ reason: 'negative_value', text: 'a counter cannot be decreased' }),
  ],
  [/is not a valid number/, () => ({ reason: 'bad_value', text: 'a value must be a number' })],
  [
    /^Label set size must be/,
    () => ({ reason: 'bad_label_value', text: 'exemplar labels have 128 characters at the most' }),
  ],
  [
    /^Invalid number of arguments/,
    () => ({ reason: 'bad_label_value', text: 'labels() wants one value for each label' }),
  ],
];

/**
 * What a failure means.
 * @param labels those that were given, to see whether they are to blame
 */
export function mistakeOf(error: unknown, labels: unknown): Mistake {
  const message = messageOf(error);
  for (const [pattern, mistake] of SAYINGS) {
    const found = pattern.exec(message);
    if (found) return mistake(found[1] ?? '');
  }
  if (hasUnreadableValue(labels)) {
    return { reason: 'bad_label_value', text: 'a label must be a text or a number' };
  }
  return { reason: 'bad_value', text: `it failed with "${message.slice(0, LONGEST)}"` };
}

/** Symbols have no text, and objects need not have one. */
function hasUnreadableValue(labels: unknown): boolean {
  if (!isObject(labels)) return false;
  try {
    return Object.values(labels).some((value) => typeof value === 'symbol' || isObject(value));
  } catch {
    return true;
  }
}
