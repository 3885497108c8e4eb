import { rules } from '../../../core';
import type { Redactor, Rule } from '../../../core';
import { boundedCopy, WHOLE } from './bounded-copy';
import { viewOfPaths } from './body-view';

/**
 * What events contain of a request's body: everything (`true`), the names of its fields with the types of
 * their values (`'keys'`), that and the values at these paths (a list), or nothing (`false`).
 */
export type BodyRule = boolean | 'keys' | readonly string[];

/** `item`, `address.city`: names of fields, joined by dots. */
const PATH = rules.text(/^[^.\s]+(\.[^.\s]+)*$/, 'the name of a field, or several joined by dots');
const PATHS = rules.listOf(PATH);

/** The rule of `errors.body`. */
export const BODY_RULE: Rule = (value, path, problems) => {
  if (typeof value === 'boolean' || value === 'keys') return;
  if (Array.isArray(value)) PATHS(value, path, problems);
  else problems.wanted(path, value, 'true, false, "keys" or a list of names');
};

const MAX_BODY_LENGTH = 10 * 1024;

/** The allowed part of the body, without secrets; undefined if there is none. */
export function describeBody(body: unknown, rule: BodyRule, redactor: Redactor): unknown {
  if (rule === false || !hasContent(body)) return undefined;
  // Truncated before redaction, so that a large body costs little, and after it, because redaction adds text.
  const safe = redactor.value(boundedCopy(body, MAX_BODY_LENGTH, viewOf(rule)));
  const text = typeof safe === 'string' ? safe : JSON.stringify(safe);
  return text.length > MAX_BODY_LENGTH ? `${text.slice(0, MAX_BODY_LENGTH)}…` : safe;
}

function viewOf(rule: true | 'keys' | readonly string[]) {
  return rule === true ? WHOLE : viewOfPaths(rule === 'keys' ? [] : rule);
}

/** Parsers set an empty object if there was no body. */
function hasContent(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return false;
  return typeof body !== 'object' || Buffer.isBuffer(body) || Object.keys(body).length > 0;
}
