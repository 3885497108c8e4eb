import { isA } from '../../../core';
import type { Redactor } from '../../../core';
import { readCall } from './log-call';
import { PreparedRecord } from './log-record';

/** Stands first in a call that came by Nest's logger, and knows its context. */
export class NestCall {
  constructor(readonly context: string | undefined) {}
}

/** A call of pino without secrets. */
export interface SafeCall {
  /** A record and a text, or the text alone. */
  readonly written: readonly unknown[];
  /** The error that it reports, as the app gave it. */
  readonly error: unknown;
}

/** The arguments of a call as fields and one text, both without secrets. */
export function safeCall(args: readonly unknown[], redactor: Redactor): SafeCall {
  const [first] = args;
  if (isA(first, PreparedRecord)) return { written: args, error: undefined };
  if (args.length === 1 && typeof first === 'string') {
    return { written: [redactor.text(first)], error: undefined };
  }
  const isNest = isA(first, NestCall);
  const { record, text, error } = isNest
    ? readCall(args.slice(1), redactor, first.context)
    : readCall(first === undefined ? args.slice(1) : args, redactor);
  return { written: [record, text], error };
}
