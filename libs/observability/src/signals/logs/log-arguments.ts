import { format } from 'node:util';
import type { Redactor } from '../../core';
import { PreparedRecord, recordOf } from './log-record';

/** The first argument of a call of pino as fields and the rest as one text, both without secrets. */
export function safeArguments(args: readonly unknown[], redactor: Redactor): readonly unknown[] {
  const [first, ...rest] = args;
  if (first instanceof PreparedRecord) return args;
  if (typeof first === 'string') return [textOf(args, redactor)];
  if (first === undefined) return [textOf(rest, redactor)];
  const record = recordOf(first, redactor);
  return [record, rest.length > 0 ? textOf(rest, redactor) : (record.exception?.message ?? '')];
}

/** Secrets are looked for in the finished text: `?token=%s` has none, what comes out of it has. */
function textOf(parts: readonly unknown[], redactor: Redactor): string {
  const [template, ...values] = parts;
  const safe = values.map((value) => redactor.value(value));
  const text = typeof template === 'string' ? template : redactor.value(template ?? '');
  return redactor.text(format(text, ...safe));
}
