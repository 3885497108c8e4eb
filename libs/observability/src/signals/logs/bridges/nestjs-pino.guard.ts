import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { RequestContext } from '../../../core';
import { warnOfNoRequest, warnOfTooMuch } from '../records/assign-warnings';
import { assignFields } from '../records/assigned-fields';
import { liveLogsOf } from '../loggers/live-logs';
import { isOfLibrary, loggerForClass } from '../loggers/class-logger';
import { loadNestjsPino } from './nestjs-pino.adapter';
import type { PinoLogger } from './nestjs-pino.adapter';

/** The logger of pino that an instance writes by: its app's. */
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
/** What nestjs-pino keeps in a variable of its own: the logger of the first app of the process. */
let ofFirstApp: Logger | undefined;
const withIdsOf = new WeakMap<RequestContext, { readonly given: Logger; readonly made: Logger }>();

/** A logger of nestjs-pino that writes by the app's own, however many apps there are in the process. */
export function ownPinoLogger<T extends PinoLogger>(
  { PinoLogger: Made }: { readonly PinoLogger: new (params: object) => T },
  logger: Logger,
): T {
  const made = new Made({ pinoHttp: { logger } });
  // Without an own one it answers by that variable; no request runs while providers are made.
  ofFirstApp ??= made.logger;
  return Object.assign(made, { [OWN]: logger });
}

/** An app has ended: where `PinoLogger.root` was its own, it is the newest other app's from now on. */
export function handOverRoot(ended: Logger, next: Logger | undefined): void {
  const holder = loadNestjsPino()?.PinoLogger;
  if (!holder || !next) return;
  const { root } = holder;
  const isOfEnded = root === ended || Object.prototype.isPrototypeOf.call(ended, root ?? {});
  if (isOfEnded) holder.root = next;
}

/** Where the app has nestjs-pino: lets its loggers never throw, and follow the level of their class. */
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
 * nestjs-pino joins its context with what it is given before pino sees it, so a getter that throws
 * would throw into the app. Then the object goes to our pino as it is, which reads it with care.
 * So does its `Logger` for Nest, which hands it to a `PinoLogger`.
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

/** The level of a class may be changed by itself; nestjs-pino's loggers know theirs as their context. */
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
      // In a request of a nestjs-pino that the app has set up itself, that one has a logger for it.
      return loggerForClass(withIds(given), this.context);
    },
  });
}

/** The logger of another pino for the request that is running: its lines are found by the library's ids. */
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
 * nestjs-pino keeps what is assigned in a logger that its middleware makes for each request, and throws where
 * there is none. The library knows the request by its own context.
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

/** Whether the running work is the library's, which then has the fields on its lines. */
function takesInContext(fields: object): boolean {
  const context = currentContext();
  const logs = context && liveLogsOf(context);
  if (!logs) return false;
  if (!assignFields(context, fields, logs.redactor)) warnOfTooMuch(ASSIGN);
  return true;
}
