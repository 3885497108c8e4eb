import { isError } from '../../core';
import type { Redactor } from '../../core';

/** An error as it stands in a log line. */
export interface ExceptionRecord {
  readonly type: string;
  readonly message: string;
  readonly traceback?: string;
  readonly cause?: ExceptionRecord;
}

const DEEPEST_CAUSE = 5;

/** Describes whatever was thrown; properties that throw when read are left out. */
export function describeException(thrown: unknown, redactor: Redactor, depth = 0): ExceptionRecord {
  if (!isError(thrown)) return { type: typeof thrown, message: textOf(thrown, redactor) };
  const traceback = readText(() => thrown.stack, redactor);
  const cause = depth < DEEPEST_CAUSE ? read(() => thrown.cause) : undefined;
  return {
    type: readText(() => thrown.name, redactor) ?? 'Error',
    message: readText(() => thrown.message, redactor) ?? '',
    ...(traceback && { traceback }),
    ...(cause !== undefined && { cause: describeException(cause, redactor, depth + 1) }),
  };
}

function textOf(thrown: unknown, redactor: Redactor): string {
  if (typeof thrown === 'string') return redactor.text(thrown);
  const safe = redactor.value(thrown);
  return typeof safe === 'string' ? safe : (JSON.stringify(safe) ?? 'undefined');
}

/** Reads a property that may throw, or hold something else than its type says. */
function readText(get: () => unknown, redactor: Redactor): string | undefined {
  const value = read(get);
  return value === undefined ? undefined : textOf(value, redactor);
}

function read<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
