import { isError } from '../../core';
import type { Redactor } from '../../core';
import { describeException } from './exception-record';
import type { ExceptionRecord } from './exception-record';
import { interpolate } from './interpolation';
import { errorIn, PreparedRecord, recordOf } from './log-record';
import type { LogFields } from './log-record';
import { errorOfStack, isStackText } from './stack-text';

/** What a call of a logger comes to, without secrets. */
export interface ReadCall {
  readonly record: PreparedRecord;
  readonly text: string;
  /** The error that the line reports, as it was given, or one made of the stack that was given. */
  readonly error: unknown;
}

type Fields = Record<string, unknown>;

/**
 * Reads a call in any order that people know from Nest's, pino's or winston's loggers: a text, values for its
 * places, an error or its stack, objects with fields, `err` and `msg`. What has no name is kept as `details`.
 * @param context the class that logs, where it is known
 */
export function readCall(
  parts: readonly unknown[],
  redactor: Redactor,
  context?: string,
): ReadCall {
  const textAt = parts.findIndex(isText);
  // A text that comes later than second is one of several values.
  if (textAt < 0 || textAt > 1) return new CallReader(redactor, context).read(parts);
  const values = parts.slice(textAt + 1);
  const { text, used } = interpolate(String(parts[textAt]), values, redactor);
  const rest = [...parts.slice(0, textAt), ...values.slice(used)];
  const quoted = values.slice(0, used).find(isError);
  return new CallReader(redactor, context, text, quoted).read(rest);
}

/** Behind fields, a number is a text as well. */
function isText(part: unknown, index: number): boolean {
  const isNumber = typeof part === 'number' || typeof part === 'bigint';
  return typeof part === 'string' ? !isStackText(part) : isNumber && index === 1;
}

/** Gathers what the parts of one call say. */
class CallReader {
  private readonly fields: LogFields = {};
  private readonly extra = Object.create(null) as Fields;
  private readonly details: unknown[] = [];
  private message: string | undefined;

  constructor(
    private readonly redactor: Redactor,
    context: string | undefined,
    private readonly text?: string,
    private error?: unknown,
  ) {
    if (context !== undefined) this.fields.context = context;
  }

  read(parts: readonly unknown[]): ReadCall {
    for (const part of parts) this.add(part);
    const { redactor, fields, error } = this;
    if (error !== undefined) fields.exception ??= describeException(error, redactor);
    const extra = this.extraOf(parts);
    if (extra !== undefined) fields.extra = extra;
    const text = this.text ?? this.message ?? fields.exception?.message ?? '';
    return { record: new PreparedRecord(fields), text, error };
  }

  private add(part: unknown): void {
    if (part === undefined) return;
    if (isError(part)) this.addError(part);
    else if (typeof part === 'string' && isStackText(part)) this.addStack(part);
    else this.addValue(part);
  }

  private addError(error: unknown): void {
    if (this.error === undefined) this.error = error;
    else if (this.error !== error) this.details.push(this.redactor.value(error));
  }

  private addDescribed(error: unknown, exception: ExceptionRecord): void {
    if (this.error === error) return;
    if (this.error !== undefined) this.details.push(exception);
    else {
      this.error = error;
      this.fields.exception = exception;
    }
  }

  /** Of an error that is there already, it says nothing new. */
  private addStack(stack: string): void {
    this.error ??= errorOfStack(this.text ?? this.message, stack);
  }

  private addValue(value: unknown): void {
    const { context, method, exception, extra } = recordOf(value, this.redactor) as LogFields;
    if (exception !== undefined) this.addDescribed(errorIn(value), exception);
    this.addName('context', context);
    this.addName('method', method);
    if (isFields(extra)) this.addFields(extra);
    else if (extra !== undefined) this.details.push(extra);
  }

  /** The class that is known already stays; a name of the app's stands beside it. */
  private addName(key: 'context' | 'method', name: string | undefined): void {
    if (name === undefined) return;
    if (isStackText(name)) this.addStack(name);
    else if (this.fields[key] === undefined) this.fields[key] = name;
    else if (this.fields[key] !== name) this.extra[key] = name;
  }

  private addFields({ ...fields }: Fields): void {
    if (this.text === undefined && this.message === undefined) {
      this.message = takeText(fields, 'msg') ?? takeText(fields, 'message');
    }
    const stack = isStackText(fields['stack']) ? takeText(fields, 'stack') : undefined;
    if (stack !== undefined) this.addStack(stack);
    // Nothing that was logged goes: an object that has a name again stays whole.
    const isTaken = Object.keys(fields).some((key) => key in this.extra);
    if (isTaken) this.details.push(fields);
    else Object.assign(this.extra, fields);
  }

  /** What is logged alone and has no names stands as it is. */
  private extraOf(parts: readonly unknown[]): unknown {
    const { extra, details } = this;
    const hasFields = Object.keys(extra).length > 0;
    if (details.length === 0) return hasFields ? extra : undefined;
    const isAlone = !hasFields && this.text === undefined && parts.length === 1;
    return isAlone ? details[0] : Object.assign(extra, { details });
  }
}

function isFields(extra: unknown): extra is Fields {
  return typeof extra === 'object' && extra !== null && !Array.isArray(extra);
}

function takeText(fields: Fields, key: string): string | undefined {
  const { [key]: value } = fields;
  if (typeof value !== 'string') return undefined;
  delete fields[key];
  return value;
}
