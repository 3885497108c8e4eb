import { isError, messageOf } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';
import { describeException } from './exception-record';
import { assignedTo } from './assigned-fields';
import type { ExceptionRecord } from './exception-record';

/** The fields of a line of the library, besides timestamp, level and message. */
export interface LogFields {
  /** The class that logs. */
  context?: string;
  method?: string;
  user_id?: string;
  request_id?: string;
  trace_id?: string;
  span_id?: string;
  /** The trace of an untrusted caller; this work has its own. */
  caller_trace_id?: string;
  caller_span_id?: string;
  exception?: ExceptionRecord;
  /** Fields that the app logged. */
  extra?: unknown;
  http?: object;
  /** The operation of a request to GraphQL. */
  graphql?: object;
  job?: object;
  /** The handler of a message. */
  handler?: object;
  /** The run of a scheduled method. */
  task?: object;
  operation?: object;
  check?: object;
  /** The scheduled health report. */
  health?: object;
  /** The call that `@Logged` reports. */
  call?: object;
  /** A query. */
  db?: object;
  /** A business, performance or security event. */
  event?: object;
  /** Logged earlier, below the level, and written since the request failed or was slow. */
  tail?: true;
}

/**
 * Fields that are known to be safe: created by the library from checked values. The logger writes them
 * unchanged; everything else is redacted first.
 */
export class PreparedRecord {
  // Declared, not defined: an undefined field would hide the one of the context.
  declare readonly request_id?: string;
  declare readonly exception?: ExceptionRecord;

  constructor(fields: LogFields) {
    Object.assign(this, fields);
  }
}

/** Fields of an event of the app: safe like the library's own, but on a line of the app. */
export class EventRecord extends PreparedRecord {}

/** As a text: user ids of an app may be numbers, or of any type. */
export function userIdOf({ user }: RequestContext): string | undefined {
  const id: unknown = user?.id;
  return id === undefined || typeof id === 'string' ? id : messageOf(id);
}

/** The ids that link a line to its request and trace, and the fields that the app has assigned. */
export function contextFields(context: RequestContext | undefined): LogFields {
  if (!context) return {};
  const fields: LogFields = {
    user_id: userIdOf(context),
    request_id: context.requestId,
    trace_id: context.traceId,
    span_id: context.spanId,
    ...callerFields(context),
  };
  const assigned = assignedTo(context);
  if (assigned) fields.extra = assigned.fields;
  return fields;
}

/** The ids of an untrusted caller; nothing for all others. */
export function callerFields({
  untrusted,
}: RequestContext): Pick<LogFields, 'caller_trace_id' | 'caller_span_id'> | undefined {
  return untrusted && { caller_trace_id: untrusted.traceId, caller_span_id: untrusted.spanId };
}

const KNOWN_ERRORS = ['err', 'exception'];
const OWN_FIELDS = new Set(['context', 'method']);

/** Converts what the app logs into fields: known ones by name, the rest as `extra`. */
export function recordOf(logged: unknown, redactor: Redactor): PreparedRecord {
  if (isError(logged))
    return new PreparedRecord({ exception: describeException(logged, redactor) });
  const safe = redactor.value(logged);
  if (typeof safe !== 'object' || safe === null || Array.isArray(safe)) {
    return new PreparedRecord({ extra: safe });
  }
  const fields: Record<string, unknown> = {};
  const errorKey = keyOfError(logged);
  // No prototype: a key named `__proto__` stays an ordinary key.
  const extra = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(safe)) {
    if (OWN_FIELDS.has(key) && typeof value === 'string') fields[key] = value;
    else if (OWN_FIELDS.has(key) && value === undefined) continue;
    else if (key !== errorKey && !isEmptyError(logged, key)) extra[key] = value;
  }
  const error = errorKey && valueOf(logged, errorKey);
  if (error !== undefined && error === valueOf(logged, 'error')) delete extra['error'];
  if (error !== undefined) fields['exception'] = describeException(error, redactor);
  if (Object.keys(extra).length > 0) fields['extra'] = extra;
  return new PreparedRecord(fields);
}

/** The error of an object, under pino's name, the library's or a common one, if reading it does not throw. */
export function errorIn(logged: unknown): unknown {
  const key = keyOfError(logged);
  return key && valueOf(logged, key);
}

/** pino's `err`, our `exception`, or what others call `error`. */
function keyOfError(logged: unknown): string | undefined {
  const known = KNOWN_ERRORS.find((key) => (valueOf(logged, key) ?? undefined) !== undefined);
  return known ?? (isError(valueOf(logged, 'error')) ? 'error' : undefined);
}

/** `err: null` means that there is no error; so does an unreadable one. */
function isEmptyError(logged: unknown, key: string): boolean {
  return KNOWN_ERRORS.includes(key) && (valueOf(logged, key) ?? undefined) === undefined;
}

function valueOf(logged: unknown, key: string): unknown {
  try {
    return (logged as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The name, or `name_2`, `name_3`, ... if the app has fields of these names, so that none is overwritten. */
export function freeName(fields: object, name: string): string {
  let free = name;
  for (let next = 2; free in fields; next += 1) free = `${name}_${String(next)}`;
  return free;
}
