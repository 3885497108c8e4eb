import { rules } from '../../../core';
import type { Rule } from '../../../core';

/** `item`, `address.city`: names of fields, joined by dots. */
const PATH = rules.text(/^[^.\s]+(\.[^.\s]+)*$/, 'the name of a field, or several joined by dots');
const PATHS = rules.listOf(PATH);

/** The rule of `errors.body`. */
export const BODY_RULE: Rule = (value, path, problems) => {
  if (typeof value === 'boolean' || value === 'keys') return;
  if (Array.isArray(value)) PATHS(value, path, problems);
  else problems.wanted(path, value, 'true, false, "keys" or a list of names');
};
