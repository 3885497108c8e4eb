import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { RequestContext } from '../../../core';
import { warnOfNoRequest, warnOfTooMuch } from '../records/assign-warnings';
import { assignFields } from '../records/assigned-fields';
import { liveLogsOf } from '../loggers/live-logs';
import { isOfLibrary, loggerForClass } from '../loggers/class-logger';
import { loadNestjsPino } from './nestjs-pino.adapter';
import type { PinoLogger } from './nestjs-pino.adapter';

/** The pino logger of an instance: that of its app. */
const OWN = Symbol('nestjs-observability:own-logger');

interface GuardedLogger {
  readonly context: string;
  readonly logger: Logger;
  [OWN]?: Logger;
  call(method: string, ...args: unknown[]): void;
  assign(fields: object): void;
}

const ASSIGN = 'PinoLogger.assign()';

const guarded = new WeakSet<object>();
/** nestjs-pino's module variable: the logger of the first app of the process. */
let ofFirstApp: Logger | undefined;
const withIdsOf = new WeakMap<RequestContext, { readonly given: Logger; readonly made: Logger }>();

/** A logger of nestjs-pino that uses its own app's logger, however many apps the process has. */
export function ownPinoLogger<T extends PinoLogger>(
  { PinoLogger: Made }: { readonly PinoLogger: new (params: object) => T },
  logger: Logger,
): T {
  const made = new Made({ pinoHttp: { logger } });
  // Without its own logger it uses that variable; no request runs while providers are created.
  ofFirstApp ??= made.logger;
  return Object.assign(made, { [OWN]: logger });
}

/** After an app has closed, `PinoLogger.root` is set to the newest other app's logger. */
export function handOverRoot(ended: Logger, next: Logger | undefined): void {
  const holder = loadNestjsPino()?.PinoLogger;
  if (!holder || !next) return;
  const { root } = holder;
  const isOfEnded = root === ended || Object.prototype.isPrototypeOf.call(ended, root ?? {});
  if (isOfEnded) holder.root = next;
}

/** If the app uses nestjs-pino: its loggers never throw, and follow the level of their class. */
export function guardNestjsPino(): void {
  const { PinoLogger: made, Logger: ofNest } = loadNestjsPino() ?? {};
  const prototype = made?.prototype as GuardedLogger | undefined;
  if (!prototype || guarded.has(prototype)) return;
  guarded.add(prototype);
  callWithCare(prototype);
  if (ofNest) callWithCare(ofNest.prototype as GuardedLogger);
  followClass(prototype);
  assignToRequest(prototype);
}

/**
 * nestjs-pino merges its context with the logged object before pino gets it, so a getter that throws
 * would throw into the app. Then the object is passed to the library's pino unchanged, which reads it
 * safely. So does its `Logger` for Nest, which passes it to a `PinoLogger`.
 */
function callWithCare(prototype: GuardedLogger): void {
  // `call` is protected; every level of the logger goes through it.
  const original = prototype.call;
  prototype.call = function call(method, ...args) {
    try {
      original.call(this, method, ...args);
    } catch {
      (this.logger as unknown as Record<string, (...given: unknown[]) => void>)[method]?.(...args);
    }
  };
}

/** The level of a class may be changed separately; nestjs-pino's loggers have the class as their context. */
function followClass(prototype: GuardedLogger): void {
  const original = Object.getOwnPropertyDescriptor(prototype, 'logger')?.get as
    ((this: GuardedLogger) => Logger) | undefined;
  if (!original) return;
  Object.defineProperty(prototype, 'logger', {
    configurable: true,
    get(this: GuardedLogger) {
      const given = original.call(this);
      if (!ofFirstApp || given === ofFirstApp)
        return loggerForClass(this[OWN] ?? given, this.context);
      // If the app has set up nestjs-pino itself, it has a logger for the request.
      return loggerForClass(withIds(given), this.context);
    },
  });
}

/** The logger of another pino for the current request: its lines have the library's ids. */
function withIds(given: Logger): Logger {
  const context = currentContext();
  if (!context || isOfLibrary(given)) return given;
  const known = withIdsOf.get(context);
  if (known?.given === given) return known.made;
  const { requestId, traceId, spanId } = context;
  const made = given.child({ request_id: requestId, trace_id: traceId, span_id: spanId });
  withIdsOf.set(context, { given, made });
  return made;
}

/**
 * nestjs-pino keeps assigned fields in a logger that its middleware creates for each request, and throws without
 * one. The library finds the request by its own context.
 */
function assignToRequest(prototype: GuardedLogger): void {
  const original = prototype.assign;
  prototype.assign = function assign(fields) {
    const isTaken = takesInContext(fields);
    try {
      original.call(this, fields);
    } catch {
      // Without a request of nestjs-pino's own: the usual case.
      if (!isTaken) warnOfNoRequest(ASSIGN);
    }
  };
}

/** Whether the current work is the library's, whose lines then have the fields. */
function takesInContext(fields: object): boolean {
  const context = currentContext();
  const logs = context && liveLogsOf(context);
  if (!logs) return false;
  if (!assignFields(context, fields, logs.redactor)) warnOfTooMuch(ASSIGN);
  return true;
}
