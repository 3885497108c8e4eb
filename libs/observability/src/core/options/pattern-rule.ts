import { isSlow, matchesNothing, SLOWEST_PATTERN_MS } from '../redaction/patterns';
import type { Rule } from './rules';

/**
 * A pattern to redact by: a regular expression that matches some text, and does not get out of hand
 * on 64 characters of its own.
 */
export const redactPattern: Rule = (value, path, problems) => {
  if (!(value instanceof RegExp)) problems.wanted(path, value, 'a regular expression');
  else if (matchesNothing(value)) {
    problems.add(
      path,
      'is a regular expression that matches the empty text; it must match a character.',
    );
  } else if (isSlow(value)) {
    problems.add(
      path,
      `is a regular expression that needs more than ${SLOWEST_PATTERN_MS} ms for a short text; ` +
        'repeat no group that repeats something itself.',
    );
  }
};
