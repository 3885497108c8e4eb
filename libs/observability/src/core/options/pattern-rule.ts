import { isSlow, matchesNothing, MAX_PATTERN_MS } from '../redaction/patterns';
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
      'is a regular expression that matches the empty string; it must match at least one character.',
    );
  } else if (isSlow(value)) {
    problems.add(
      path,
      `is a regular expression that takes more than ${MAX_PATTERN_MS} ms on a short string; ` +
        'avoid nested quantifiers.',
    );
  }
};
