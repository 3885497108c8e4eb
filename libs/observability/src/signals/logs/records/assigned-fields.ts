import { oneLineJson } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';

/** Of the JSON of all that is assigned to one request, in characters: it stands on each of its lines. */
export const MAX_ASSIGNED = 4096;

/** What the app has assigned to the lines of a request, job or message; without secrets. */
export interface AssignedFields {
  readonly fields: object;
  /** The same, as it is written. */
  readonly json: string;
}

/** What is assigned to the lines of the work; undefined for nearly all work. */
export function assignedTo(context: RequestContext): AssignedFields | undefined {
  // Only this file writes it.
  return context.lineFields as AssignedFields | undefined;
}

/**
 * Lets fields of the app stand on each line that the work has from now on, below `extra`.
 * @returns false when there are too many, and nothing was assigned
 */
export function assignFields(context: RequestContext, given: object, redactor: Redactor): boolean {
  const safe = redactor.value(given);
  if (typeof safe !== 'object' || safe === null || Array.isArray(safe)) return false;
  // No prototype: a key named `__proto__` stays an ordinary key.
  const empty = Object.create(null) as object;
  const fields = Object.assign(empty, assignedTo(context)?.fields, safe);
  const json = oneLineJson(JSON.stringify(fields));
  if (json.length > MAX_ASSIGNED) return false;
  const assigned: AssignedFields = { fields, json };
  context.lineFields = assigned;
  return true;
}
