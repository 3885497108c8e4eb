import { pino } from 'pino';
import type { LogFn, Logger, LoggerOptions } from 'pino';
import { currentContext, currentFrame, isA, runInContext } from '../../../core';
import type { LineListener, Drops, Redactor, ServiceIdentity } from '../../../core';
import { bindFields, fieldsBoundTo, withBound } from '../records/bound-fields';
import type { LogDestination } from '../destinations/log-destination';
import { safeCall } from '../records/log-arguments';
import { contextFields, EventRecord, PreparedRecord } from '../records/log-record';
import type { LogFields } from '../records/log-record';
import { beginWriting, OneLineOutput, writingLogger } from './pino.adapter';
import { requestOf } from './request-logger';
import { keepBelow } from './keep-below';
import type { TailBuffer } from './tail-buffer';
import { timestamp } from '../records/timestamp';

/** The dependencies of a logger. */
export interface LoggerParts {
  /** The field `logger` of each line; omitted if undefined. */
  readonly name?: string | undefined;
  readonly level: string;
  readonly service: ServiceIdentity;
  readonly destination: LogDestination;
  readonly redactor: Redactor;
  readonly drops: Drops;
  /** Keeps lines below the level. */
  readonly tail?: TailBuffer | undefined;
  /** Called for lines that the app logs. */
  readonly listener?: LineListener | undefined;
}

const NO_FIELDS: LogFields = {};

/** The fields of every line: the service. */
export function baseOf({ name, version, environment }: ServiceIdentity, logger?: string): object {
  return { service: name, version, environment, ...(logger !== undefined && { logger }) };
}

/**
 * The app's pino logger: JSON lines with the documented field names and the ids of the current request,
 * redacted. Logging never throws, whatever the arguments are.
 */
export function createLogger(parts: LoggerParts): Logger {
  const { name, level, service, destination, redactor, tail } = parts;
  const options: LoggerOptions = {
    level,
    base: baseOf(service, name),
    messageKey: 'message',
    errorKey: 'exception',
    timestamp,
    // Errors are serialised already; pino's own serializer would rewrite them.
    serializers: { exception: asItIs, err: asItIs },
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: (fields, _level, self) => withMethod(fieldsBeside(fields, writingLogger(self)), fields),
    mixinMergeStrategy: (fields, beside) =>
      beside === NO_FIELDS ? fields : withBound(beside, fields),
    hooks: { logMethod: carefulLogMethod(parts) },
  };
  const logger = pino(options, new OneLineOutput(destination));
  bindFields(logger, redactor);
  if (tail) keepBelow(logger, tail);
  return logger;
}

/** Additional fields of a line: the ids of the work, and the fields that are bound to its logger. */
function fieldsBeside(fields: object, logger: object): LogFields {
  const hasContext = fields instanceof PreparedRecord && fields.request_id;
  const ofContext = hasContext ? NO_FIELDS : contextFields(currentContext());
  const bound = fieldsBoundTo(logger);
  return bound ? withBound(ofContext, bound) : ofContext;
}

/**
 * Adds the current monitored method to lines of its own class. On a line of another class that it called, it would
 * name a method which that class does not have.
 */
function withMethod(beside: LogFields, fields: LogFields): LogFields {
  const operation = currentFrame()?.operation;
  if (!operation || (fields.context ?? beside.context) !== operation.className) return beside;
  return { method: operation.methodName, ...beside };
}

/** Wraps each level method: its arguments are redacted, and it never throws. */
function carefulLogMethod({
  redactor,
  drops,
  listener,
}: LoggerParts): NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']> {
  return function logMethod(args, method, level) {
    const request = requestOf(this);
    if (request !== undefined && request !== currentContext()) {
      runInContext(request, () => logMethod.call(this, args, method, level));
      return;
    }
    try {
      const { written, error } = safeCall(args, redactor);
      beginWriting(this);
      method.apply(this, written as Parameters<LogFn>);
      if (listener && isOfApp(args)) {
        listener.onLine(level, written, error === undefined ? args : [error]);
      }
    } catch {
      drops.count('logs');
    }
  };
}

/** The library's own lines have their record already. */
function isOfApp([first]: readonly unknown[]): boolean {
  return !isA(first, PreparedRecord) || first instanceof EventRecord;
}

function asItIs<T>(value: T): T {
  return value;
}
