import { messageOf } from '../../../core';
import type { MisuseReason } from '../tables/misuse';
import { isObject } from './prom-client-metric';

/** What was wrong with a call of a prom-client metric. */
export interface Mistake {
  readonly reason: MisuseReason;
  readonly text: string;
}

export const NO_NUMBER: Mistake = {
  reason: 'bad_value',
  text: 'a value must be a number that is not NaN',
};

const MAX_MESSAGE_LENGTH = 120;
/** prom-client's messages, and what is reported instead: its own may contain the recorded values. */
const MESSAGES: readonly (readonly [RegExp, (name: string) => Mistake])[] = [
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
    () => ({ reason: 'bad_label_value', text: 'exemplar labels may have 128 characters at most' }),
  ],
  [
    /^Invalid number of arguments/,
    () => ({ reason: 'bad_label_value', text: 'labels() needs one value for each label' }),
  ],
];

/**
 * Classifies a failed call.
 * @param labels the labels of the call, to check whether they caused it
 */
export function mistakeOf(error: unknown, labels: unknown): Mistake {
  const message = messageOf(error);
  for (const [pattern, mistake] of MESSAGES) {
    const found = pattern.exec(message);
    if (found) return mistake(found[1] ?? '');
  }
  if (hasUnreadableValue(labels)) {
    return { reason: 'bad_label_value', text: 'a label must be a text or a number' };
  }
  return { reason: 'bad_value', text: `it failed with "${message.slice(0, MAX_MESSAGE_LENGTH)}"` };
}

/** Symbols cannot be converted to text, and objects may throw. */
function hasUnreadableValue(labels: unknown): boolean {
  if (!isObject(labels)) return false;
  try {
    return Object.values(labels).some((value) => typeof value === 'symbol' || isObject(value));
  } catch {
    return true;
  }
}
