import { isError } from '../../../core';
import type { Redactor } from '../../../core';
import { describeException } from './exception-record';
import type { ExceptionRecord } from './exception-record';
import { interpolate } from './interpolation';
import { errorIn, freeName, PreparedRecord, recordOf } from './log-record';
import type { LogFields } from './log-record';
import { errorOfStack, isStackText } from './stack-text';

/** The result of a log call, without secrets. */
export interface ReadCall {
  readonly record: PreparedRecord;
  readonly text: string;
  /** The error that the line reports, as it was passed, or one created from a stack. */
  readonly error: unknown;
}

type Fields = Record<string, unknown>;

/**
 * Reads the arguments of a call in any order that Nest's, pino's or winston's loggers accept: a text, values for
 * its placeholders, an error or its stack, objects with fields, `err` and `msg`. Values without a name are kept as
 * `details`, or `details_2` if the app has a field of that name.
 * @param context the class that logs, if it is known
 */
export function readCall(
  parts: readonly unknown[],
  redactor: Redactor,
  context?: string,
): ReadCall {
  const textAt = parts.findIndex(isText);
  if (textAt < 0) return new CallReader(redactor, context).read(parts);
  const values = parts.slice(textAt + 1);
  const { text, used } = interpolate(String(parts[textAt]), values, redactor);
  const rest = [...parts.slice(0, textAt), ...values.slice(used)];
  const quoted = values.slice(0, used).find(isError);
  return new CallReader(redactor, context, text, quoted).read(rest);
}

/** After fields, a number is a text as well. */
function isText(part: unknown, index: number): boolean {
  const isNumber = typeof part === 'number' || typeof part === 'bigint';
  return typeof part === 'string' ? part !== '' && !isStackText(part) : isNumber && index === 1;
}

/** Collects the parts of one call. */
class CallReader {
  private readonly fields: LogFields = {};
  private readonly extra = Object.create(null) as Fields;
  private readonly details: unknown[] = [];
  private readonly stacks: string[] = [];
  private message: string | undefined;
  /** The message of an error that is not the line's. */
  private otherMessage = '';
  private hasNull = false;

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
    for (const stack of this.stacks) this.addStack(stack);
    const { redactor, fields, error } = this;
    if (error !== undefined) fields.exception ??= describeException(error, redactor);
    const text = this.text ?? this.message ?? this.messageOfRest();
    const extra = this.extraOf(parts);
    if (extra !== undefined) fields.extra = extra;
    return { record: new PreparedRecord(fields), text, error };
  }

  /** The message of a call without a text: that of its error, of another error, or the class. */
  private messageOfRest(): string {
    const { exception } = this.fields;
    const message = exception?.message || this.otherMessage;
    if (message) return message;
    return exception?.traceback?.trimStart().split('\n', 1)[0]?.replace(/: $/, '') ?? '';
  }

  private add(part: unknown): void {
    if (part === undefined || part === '') return;
    if (isError(part)) this.addError(part);
    else if (isStackText(part)) this.stacks.push(part);
    else this.addValue(part);
  }

  private addError(error: unknown): void {
    if (this.error === undefined) this.error = error;
    else if (this.error !== error) {
      this.details.push(this.redactor.value(error));
      this.otherMessage ||= this.redactor.errorTexts(error).message;
    }
  }

  private addDescribed(error: unknown, exception: ExceptionRecord): void {
    if (this.error === error) return;
    if (this.error !== undefined) {
      this.details.push(exception);
      this.otherMessage ||= exception.message;
    } else {
      this.error = error;
      this.fields.exception = exception;
    }
  }

  /** The message of the line's own error is not repeated. */
  private addStack(stack: string): void {
    if (this.error === undefined) this.error = errorOfStack(this.text ?? this.message, stack);
    else if (stackOf(this.error) !== stack) {
      this.details.push(this.redactor.text(stack));
      this.otherMessage ||= this.redactor.text(errorOfStack(undefined, stack).message);
    }
  }

  private addValue(value: unknown): void {
    if (value === null) {
      this.hasNull = true;
      return;
    }
    const { context, method, exception, extra } = recordOf(value, this.redactor) as LogFields;
    if (exception !== undefined) this.addDescribed(errorIn(value), exception);
    this.addName('context', context);
    this.addName('method', method);
    if (isFields(extra)) this.addFields(extra);
    else if (extra !== undefined) this.details.push(extra);
  }

  /** A known class is kept; a name of the app is added. */
  private addName(key: 'context' | 'method', name: string | undefined): void {
    if (name === undefined) return;
    if (isStackText(name)) this.stacks.push(name);
    else if (this.fields[key] === undefined) this.fields[key] = name;
    else if (this.fields[key] !== name) this.addNamed({ [key]: name });
  }

  private addFields({ ...fields }: Fields): void {
    if (this.text === undefined && this.message === undefined) {
      this.message = takeText(fields, 'msg') ?? takeText(fields, 'message');
    }
    const stack = isStackText(fields['stack']) ? takeText(fields, 'stack') : undefined;
    if (stack !== undefined) this.stacks.push(stack);
    this.addNamed(fields);
  }

  /** Nothing that was logged is dropped: an object whose name is used already is kept whole. */
  private addNamed(fields: Fields): void {
    const isTaken = Object.keys(fields).some((key) => key in this.extra);
    if (isTaken) this.details.push(fields);
    else Object.assign(this.extra, fields);
  }

  /** A value that is logged alone and has no names is written unchanged. */
  private extraOf(parts: readonly unknown[]): unknown {
    const { extra, details, hasNull } = this;
    const hasFields = Object.keys(extra).length > 0;
    const isAlone = !hasFields && this.text === undefined && parts.length === 1;
    if (isAlone && hasNull) return null;
    if (details.length === 0) return hasFields ? extra : undefined;
    return isAlone ? details[0] : Object.assign(extra, { [freeName(extra, 'details')]: details });
  }
}

function stackOf(error: unknown): unknown {
  try {
    return (error as Partial<Error> | null)?.stack;
  } catch {
    return undefined;
  }
}

function isFields(extra: unknown): extra is Fields {
  return typeof extra === 'object' && extra !== null && !Array.isArray(extra);
}

function takeText(fields: Fields, key: string): string | undefined {
  const { [key]: value } = fields;
  if (typeof value !== 'string' || value === '') return undefined;
  delete fields[key];
  return value;
}
