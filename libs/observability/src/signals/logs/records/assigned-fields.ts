import { oneLineJson } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';

/** The maximum length of the JSON of all fields that are assigned to one request: each of its lines has them. */
export const MAX_ASSIGNED = 4096;

/** The fields that the app assigned to the lines of a request, job or message; without secrets. */
export interface AssignedFields {
  readonly fields: object;
  /** The same, as JSON text. */
  readonly json: string;
}

/** The fields that are assigned to the lines of the work; undefined for nearly all work. */
export function assignedTo(context: RequestContext): AssignedFields | undefined {
  // Only this file writes it.
  return context.lineFields as AssignedFields | undefined;
}

/**
 * Adds fields of the app to each further line of the work, below `extra`.
 * @returns false if there are too many, and nothing was assigned
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
