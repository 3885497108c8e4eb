import { pino } from 'pino';
import type { LogFn, Logger, LoggerOptions } from 'pino';
import { currentContext, oneLineJson } from '../../core';
import type { LineListener, Losses, Redactor, ServiceIdentity } from '../../core';
import type { LogDestination } from './destinations/log-destination';
import { safeArguments } from './log-arguments';
import { contextFields, EventRecord, PreparedRecord } from './log-record';
import { keepBelow } from './tail/keep-below';
import type { TailBuffer } from './tail/tail.buffer';
import { timestamp } from './timestamp';

/** What a logger is made of. */
export interface LoggerParts {
  /** Stands on each line as `logger`; without one the lines have none. */
  readonly name?: string | undefined;
  readonly level: string;
  readonly service: ServiceIdentity;
  readonly destination: LogDestination;
  readonly redactor: Redactor;
  readonly losses: Losses;
  /** Keeps what is below the level. */
  readonly tail?: TailBuffer | undefined;
  /** Hears of what the app logs. */
  readonly listener?: LineListener | undefined;
}

const NO_FIELDS = {};

/** What stands on every line: who writes it. */
export function baseOf({ name, version, environment }: ServiceIdentity, logger?: string): object {
  return { service: name, version, environment, ...(logger !== undefined && { logger }) };
}

/**
 * The app's pino logger: JSON lines with the names of the field list, the ids of the running
 * request on each, secrets redacted. Logging never throws, whatever it is given.
 */
export function createLogger(parts: LoggerParts): Logger {
  const { name, level, service, destination, redactor, tail } = parts;
  const options: LoggerOptions = {
    level,
    base: baseOf(service, name),
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
    hooks: { logMethod: carefulLogMethod(parts), streamWrite: oneLineJson },
  };
  const logger = redactBindings(pino(options, destination), redactor);
  if (tail) keepBelow(logger, tail);
  return logger;
}

/** What each call of a level comes to: safe arguments, and no exception. */
function carefulLogMethod({
  redactor,
  losses,
  listener,
}: LoggerParts): NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']> {
  return function logMethod(args, method, level) {
    try {
      const safe = safeArguments(args, redactor);
      method.apply(this, safe as Parameters<LogFn>);
      if (listener && isOfApp(args)) listener.heard(level, safe, args);
    } catch {
      losses.count('logs');
    }
  };
}

/** The library's own lines come with their record made. */
function isOfApp([first]: readonly unknown[]): boolean {
  return !(first instanceof PreparedRecord) || first instanceof EventRecord;
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
