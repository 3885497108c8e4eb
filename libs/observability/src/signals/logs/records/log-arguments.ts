import { isA } from '../../../core';
import type { Redactor } from '../../../core';
import { readCall } from './log-call';
import { PreparedRecord } from './log-record';

/** The first argument of a call from Nest's logger, with its context. */
export class NestCall {
  constructor(readonly context: string | undefined) {}
}

/** The redacted arguments of a call of pino. */
export interface SafeCall {
  /** A record and a text, or the text alone. */
  readonly written: readonly unknown[];
  /** The reported error, as the app passed it. */
  readonly error: unknown;
}

/** The arguments of a call as fields and one text, both redacted. */
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
