import { isError, nameOfError } from '../../../core';
import type { Redactor } from '../../../core';

/** An error in a log line. */
export interface ExceptionRecord {
  readonly type: string;
  readonly message: string;
  readonly traceback?: string;
  readonly cause?: ExceptionRecord;
  /** The members of an AggregateError, ten at most. */
  readonly errors?: readonly ExceptionRecord[];
  /** How many members were omitted. */
  readonly errors_left_out?: number;
}

const MAX_CAUSE_DEPTH = 5;
const MAX_MEMBERS = 10;
/** The maximum number of causes and members of one error, nested ones included. */
const MAX_RECORDS = 40;

/** The remaining number of causes and members of one error. */
interface Budget {
  records: number;
}

/** Describes a thrown value; properties that throw when read are omitted. */
export function describeException(thrown: unknown, redactor: Redactor): ExceptionRecord {
  return describe(thrown, redactor, 0, { records: MAX_RECORDS });
}

function describe(
  thrown: unknown,
  redactor: Redactor,
  depth: number,
  budget: Budget,
): ExceptionRecord {
  budget.records -= 1;
  if (!isError(thrown)) return { type: typeof thrown, message: textOf(thrown, redactor) };
  const texts = redactor.errorTexts(thrown);
  const traceback = readText(() => thrown.stack, redactor, texts.stack);
  const below = (next: unknown): ExceptionRecord => describe(next, redactor, depth + 1, budget);
  const isDeepest = depth >= MAX_CAUSE_DEPTH || budget.records <= 0;
  const cause = isDeepest ? undefined : read(() => thrown.cause);
  return {
    type: redactor.text(nameOfError(thrown)),
    message: readText(() => thrown.message, redactor, texts.message) ?? '',
    ...(traceback && { traceback }),
    ...(cause !== undefined && { cause: below(cause) }),
    ...(!isDeepest && membersOf(thrown, below, budget)),
  };
}

/** The members of an AggregateError. */
function membersOf(
  error: Error & { errors?: unknown },
  below: (member: unknown) => ExceptionRecord,
  budget: Budget,
): Pick<ExceptionRecord, 'errors' | 'errors_left_out'> | undefined {
  const members = read(() => error.errors);
  if (!Array.isArray(members) || members.length === 0 || !members.some(isError)) return undefined;
  const errors: ExceptionRecord[] = [];
  for (const member of members.slice(0, MAX_MEMBERS)) {
    if (budget.records > 0) errors.push(below(member));
  }
  const leftOut = members.length - errors.length;
  return { errors, ...(leftOut > 0 && { errors_left_out: leftOut }) };
}

function textOf(thrown: unknown, redactor: Redactor): string {
  if (typeof thrown === 'string') return redactor.text(thrown);
  const safe = redactor.value(thrown);
  return typeof safe === 'string' ? safe : (JSON.stringify(safe) ?? 'undefined');
}

/**
 * Reads a property that may throw, or whose value may not match its type.
 * @param safe the redacted text, used if the property is a text
 */
function readText(get: () => unknown, redactor: Redactor, safe?: string): string | undefined {
  const value = read(get);
  if (typeof value === 'string' && safe !== undefined) return safe;
  return value === undefined ? undefined : textOf(value, redactor);
}

function read<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
