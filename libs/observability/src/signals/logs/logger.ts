import { pino, stdTimeFunctions } from 'pino';
import type { LogFn, Logger, LoggerOptions } from 'pino';
import { currentContext, isError } from '../../core';
import type { Losses, Redactor, ServiceIdentity } from '../../core';
import { contextFields, PreparedRecord, recordOf } from './log-record';
import type { LogDestination } from './logs.options';

/** What a logger is made of. */
export interface LoggerParts {
  readonly level: string;
  readonly service: ServiceIdentity;
  readonly destination: LogDestination;
  readonly redactor: Redactor;
  readonly losses: Losses;
}

const NO_FIELDS = {};

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
  const guarded: LogDestination = {
    write: (line) => {
      try {
        destination.write(line);
      } catch {
        losses.count('logs');
      }
    },
  };
  const options: LoggerOptions = {
    level,
    base: { service: service.name, version: service.version, environment: service.environment },
    messageKey: 'message',
    errorKey: 'exception',
    timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"timestamp"'),
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
  return pino(options, guarded);
}

/** The first argument as fields, the rest as texts that can be written. */
function safeArguments(args: readonly unknown[], redactor: Redactor): readonly unknown[] {
  const [first, ...rest] = args;
  if (first instanceof PreparedRecord) return args;
  const values = rest.map((value) => redactor.value(value));
  if (first === undefined && values.length === 0) return [''];
  if (typeof first === 'string') return [redactor.text(first), ...values];
  const message = isError(first) && values.length === 0 ? [redactor.text(first.message)] : values;
  return [recordOf(first, redactor), ...(message.length > 0 ? message : [''])];
}

function asItIs<T>(value: T): T {
  return value;
}
