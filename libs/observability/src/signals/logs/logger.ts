import { format } from 'node:util';
import { pino } from 'pino';
import type { LogFn, Logger, LoggerOptions } from 'pino';
import { currentContext } from '../../core';
import type { Losses, Redactor, ServiceIdentity } from '../../core';
import { contextFields, PreparedRecord, recordOf } from './log-record';
import type { LogDestination } from './logs.options';
import { timestamp } from './timestamp';

/** What a logger is made of. */
export interface LoggerParts {
  readonly level: string;
  readonly service: ServiceIdentity;
  /** It must not throw: see `guardDestination`. */
  readonly destination: LogDestination;
  readonly redactor: Redactor;
  readonly losses: Losses;
}

const NO_FIELDS = {};

/** A destination whose faults cost a line, not a request; they are counted. */
export function guardDestination(destination: LogDestination, losses: Losses): LogDestination {
  return {
    write: (line) => {
      try {
        destination.write(line);
      } catch {
        losses.count('logs');
      }
    },
  };
}

/** What stands on every line: who writes it. */
export function baseOf({ name, version, environment }: ServiceIdentity): object {
  return { service: name, version, environment };
}

/**
 * The app's pino logger: JSON lines with the names of the field list, the ids of the running
 * request on each, secrets redacted. Logging never throws, whatever it is given.
 */
export function createLogger({
  level,
  service,
  destination,
  redactor,
  losses,
}: LoggerParts): Logger {
  const options: LoggerOptions = {
    level,
    base: baseOf(service),
    messageKey: 'message',
    errorKey: 'exception',
    timestamp,
    // Ours are written already; pino's own would take them for errors and rewrite them.
    serializers: { exception: asItIs, err: asItIs },
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: (fields) =>
      fields instanceof PreparedRecord && fields.request_id
        ? NO_FIELDS
        : contextFields(currentContext()),
    mixinMergeStrategy: (fields, ofContext) =>
      ofContext === NO_FIELDS ? fields : { ...ofContext, ...fields },
    hooks: {
      logMethod(args, method) {
        try {
          method.apply(this, safeArguments(args, redactor) as Parameters<LogFn>);
        } catch {
          losses.count('logs');
        }
      },
    },
  };
  return redactBindings(pino(options, destination), redactor);
}

/** The first argument as fields and the rest as one text, both without secrets. */
function safeArguments(args: readonly unknown[], redactor: Redactor): readonly unknown[] {
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

/** What a child logger says on each of its lines goes through the redactor as well. */
function redactBindings(logger: Logger, redactor: Redactor): Logger {
  const { child, setBindings } = logger;
  // A plain object again: pino asks it for its own properties by method.
  const safe = (bindings: object): object => ({ ...(redactor.value(bindings) as object) });
  // Children inherit from their parent, so this holds for all of them.
  return Object.assign(logger, {
    child(this: Logger, bindings: object, ...rest: []): unknown {
      return child.call(this, safe(bindings), ...rest);
    },
    setBindings(this: Logger, bindings: object): void {
      setBindings.call(this, safe(bindings));
    },
  });
}

function asItIs<T>(value: T): T {
  return value;
}
