import type { ChildLoggerOptions, Logger } from 'pino';
import type { Redactor } from '../../../core';
import { freeName, recordOf } from './log-record';
import type { LogFields } from './log-record';

const BOUND = Symbol('nestjs-observability:bound');

/** pino's `child`, whose type does not fit a logger with unknown levels. */
type MakeChild = (this: Logger, bindings: object, options: object) => Logger;
type Serializers = NonNullable<ChildLoggerOptions['serializers']>;

/** The fields that an app has bound to a logger; children inherit them. */
interface Bound {
  readonly fields: LogFields;
  readonly serializers: Serializers;
}

interface Bearer {
  [BOUND]?: Bound;
}

/**
 * Writes fields that an app binds (`child`, `setBindings`) like fields that it logs: below `extra`,
 * without secrets. pino would write them beside the library's fields as text, so a line could have a
 * field twice.
 */
export function bindFields(logger: Logger, redactor: Redactor): void {
  const { child, bindings } = logger;
  // Children inherit from their parent, so this holds for all of them.
  Object.assign(logger, {
    child(this: Logger, given: object, options?: ChildLoggerOptions | null): unknown {
      // Its formatters would change the line; the library defines the format of lines.
      const { serializers = {}, formatters: _, ...rest } = options ?? {};
      const made = (child as unknown as MakeChild).call(this, {}, rest);
      bind(made, given, { ...boundTo(this)?.serializers, ...serializers }, redactor);
      return made;
    },
    setBindings(this: Logger, given: object): void {
      bind(this, given, boundTo(this)?.serializers ?? {}, redactor);
    },
    bindings(this: Logger): object {
      const { extra, ...own } = fieldsBoundTo(this) ?? {};
      return { ...bindings.call(this), ...own, ...(extra as object | undefined) };
    },
  });
}

/** The bound fields of a logger; undefined for nearly all loggers. */
export function fieldsBoundTo(logger: object): LogFields | undefined {
  return boundTo(logger)?.fields;
}

/** Merges the fields of a line with the bound ones: those of the line take precedence, and `extra` is merged. */
export function withBound(bound: LogFields, fields: LogFields): LogFields {
  const joined = { ...bound, ...fields };
  if (bound.extra === undefined || fields.extra === undefined) return joined;
  const ofBound = asFields(bound.extra, {});
  return { ...joined, extra: { ...ofBound, ...asFields(fields.extra, ofBound) } };
}

function boundTo(logger: object): Bound | undefined {
  return (logger as Bearer)[BOUND];
}

function bind(logger: Logger, given: object, serializers: Serializers, redactor: Redactor): void {
  const fields = withBound(
    fieldsBoundTo(logger) ?? {},
    safely(() => recordOf(serialized(given, serializers), redactor)) ?? {},
  );
  const isEmpty = Object.keys(fields).length === 0 && Object.keys(serializers).length === 0;
  if (!isEmpty) (logger as Bearer)[BOUND] = { fields, serializers };
}

/** Like pino: a field is passed to the serializer of its name, which drops it by returning undefined. */
function serialized(given: object, serializers: Serializers): object {
  const names = Object.keys(serializers).filter((name) => Object.hasOwn(given ?? {}, name));
  if (names.length === 0) return given;
  const fields: Record<string, unknown> = { ...given };
  for (const name of names) {
    const made = serializedField(fields[name], serializers[name]);
    if (made === undefined) delete fields[name];
    else fields[name] = made;
  }
  return fields;
}

function serializedField(value: unknown, serialize: Serializers[string] | undefined): unknown {
  try {
    return serialize?.(value);
  } catch {
    return '[Unreadable]';
  }
}

/** A value that is not an object has no name; it gets an unused one. */
function asFields(extra: unknown, beside: object): object {
  const isObject = typeof extra === 'object' && extra !== null && !Array.isArray(extra);
  return isObject ? extra : { [freeName(beside, 'value')]: extra };
}

/** Reading a value of the app may throw. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
