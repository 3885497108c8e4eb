import { field, numberField, quoted, textField } from './fields';

const MAX_PARTS = 10;
/** Mongoose's errors of one field. */
const MONGOOSE_FIELD = new Set(['CastError', 'ValidatorError']);

/**
 * What a validation library refuses, by the paths of fields and the names of rules; undefined where
 * the error is none of these. Values, and the messages that repeat them, are left out.
 */
export function validationFailure(error: unknown): string | undefined {
  const parts = ofIssues(error) ?? ofJoi(error) ?? ofAjv(error) ?? ofFields(error) ?? ofYup(error);
  if (parts)
    return `validation failed${parts.length > 0 ? `: ${parts.slice(0, MAX_PARTS).join('; ')}` : ''}`;
  return MONGOOSE_FIELD.has(textField(error, 'name') ?? '') && field(error, 'path') !== undefined
    ? `validation failed: ${part(field(error, 'path'), field(error, 'kind'))}`
    : undefined;
}

/** Zod and Valibot. */
function ofIssues(error: unknown): string[] | undefined {
  const issues = field(error, 'issues');
  if (!Array.isArray(issues) || issues.length === 0) return undefined;
  const isOurs = issues.every((each) => ruleOf(each) !== undefined);
  return isOurs ? issues.map((each) => part(field(each, 'path'), ruleOf(each))) : undefined;
}

function ruleOf(issue: unknown): string | undefined {
  return textField(issue, 'code') ?? textField(issue, 'type');
}

function ofJoi(error: unknown): string[] | undefined {
  const details = field(error, 'details');
  const isOurs = Array.isArray(details) && field(error, '_original') !== undefined;
  return isOurs ? details.map((each) => part(field(each, 'path'), field(each, 'type'))) : undefined;
}

/** Ajv; Sequelize, whose items name path and rule otherwise. */
function ofAjv(error: unknown): string[] | undefined {
  const errors = field(error, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const isAjv = errors.every((each) => textField(each, 'instancePath') !== undefined);
  if (isAjv) return errors.map((each) => part(field(each, 'instancePath'), field(each, 'keyword')));
  const isSequelize = textField(error, 'name')?.startsWith('Sequelize') === true;
  if (!isSequelize) return undefined;
  return errors.map((each) => part(field(each, 'path'), field(each, 'validatorKey')));
}

/** Mongoose keeps an error for each field. */
function ofFields(error: unknown): string[] | undefined {
  const errors = field(error, 'errors');
  const isOurs = textField(error, '_message') !== undefined && typeof errors === 'object';
  return isOurs && errors !== null
    ? Object.entries(errors).map(([path, each]) => part(path, field(each, 'kind')))
    : undefined;
}

function ofYup(error: unknown): string[] | undefined {
  const inner = field(error, 'inner');
  const isOurs = Array.isArray(inner) && field(error, 'value') !== undefined;
  if (!isOurs) return undefined;
  const all = inner.length > 0 ? inner : [error];
  return all.map((each) => part(field(each, 'path'), field(each, 'type')));
}

function part(path: unknown, rule: unknown): string {
  const keys = Array.isArray(path) ? path.map(keyOf) : [path];
  const place = keys.filter((key) => typeof key === 'string' || typeof key === 'number').join('.');
  const name = typeof rule === 'string' ? ` (${rule.slice(0, 64)})` : '';
  return `${quoted([place])}${name}`;
}

/** Valibot's parts of a path are objects. */
function keyOf(step: unknown): unknown {
  return textField(step, 'key') ?? numberField(step, 'key') ?? step;
}
