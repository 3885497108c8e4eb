import { Logger } from '@nestjs/common';
import type { LoggerService, LogLevel } from '@nestjs/common';
import { currentContext, isError, isExpected, messageOf, wasReported } from '../../../core';
import type { Failable } from '../../../core';
import { NestCall } from '../records/log-arguments';
import { loggerOfContext } from '../loggers/logger-names';
import type { NamedLoggers } from '../loggers/named-loggers';

/** What is used of an app's loggers. */
type Loggers = Pick<NamedLoggers, 'get' | 'forClass' | 'isChanged'>;
type AnyLogger = Readonly<Record<Level, (...given: unknown[]) => void>>;
type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's words for the levels; `logger: ['error']` in the app's options speaks of these. */
const NEST_LEVELS: Readonly<Record<Level, LogLevel>> = {
  trace: 'verbose',
  debug: 'debug',
  info: 'log',
  warn: 'warn',
  error: 'error',
  fatal: 'fatal',
};

/** The levels that the app set in Nest; Nest keeps them in a protected static field. */
function isWanted(level: Level): boolean {
  const { logLevels } = Logger as unknown as { logLevels?: readonly LogLevel[] };
  return logLevels === undefined || Logger.isLevelEnabled(NEST_LEVELS[level]);
}

/**
 * Writes what Nest and the app say through Nest's `Logger` as lines of our own: by the logger
 * `nest` what Nest says itself, by `app` what the app says.
 */
export class NestLogger implements LoggerService {
  /** @param loggersNow whose line it is that is being written; undefined where it is nobody's */
  constructor(private readonly loggersNow: () => Loggers | undefined) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest's order: message, then stack or more messages, then the context as the last text. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const last = rest.at(-1);
    const context = isContext(last) ? last : undefined;
    if (isToldElsewhere(context, message)) return;
    const loggers = this.loggersNow();
    if (!loggers) return;
    const name = loggerOfContext(context);
    // Levels set at run time override those that the app gave Nest at the start.
    if (!isWanted(level) && !loggers.isChanged(name, context)) return;
    const logger = loggers.forClass(loggers.get(name), context);
    if (!logger.isLevelEnabled(level)) return;
    const said = context === undefined ? rest : rest.slice(0, -1);
    // pino's own types know fewer orders than its users.
    const anyhow: AnyLogger = logger;
    anyhow[level](
      new NestCall(context),
      isNothing(message, said) ? undefined : partOf(message),
      ...said,
    );
  }
}

/** A context is the name of a class, or another on one line; a text of several is a stack, or belongs to the message. */
function isContext(last: unknown): last is string {
  return typeof last === 'string' && !last.includes('\n');
}

/** No message, and yet something to say: as in `error(undefined, stack)`. */
function isNothing(message: unknown, said: readonly unknown[]): boolean {
  return (
    (message ?? undefined) === undefined && said.some((part) => (part ?? undefined) !== undefined)
  );
}

/** Nest's loggers of errors that nobody handled: over HTTP and GraphQL, in microservices, in gateways. */
const NEST_HANDLERS = new Set(['ExceptionsHandler', 'RpcExceptionsHandler', 'WsExceptionsHandler']);

/** Nest's loggers of errors that come when the answer has begun: of a stream's source, of server-sent events. */
const NEST_SENDERS = new Set(['StreamableFile', 'RouterResponseController']);

/** @nestjs/schedule's loggers: they hear of an error when the run has ended and has its line. */
const SCHEDULERS = new Set(['Scheduler', 'SchedulerRegistry']);

/** Nest's own line for an unhandled error says less than the one that the end of the work writes. */
function isToldElsewhere(context: string | undefined, message: unknown): boolean {
  if (context === undefined) return false;
  if (SCHEDULERS.has(context)) return wasReported(message);
  const observation = currentContext()?.observation;
  if (!observation) return false;
  if (observation.ended) return NEST_HANDLERS.has(context) && isOfAborted(observation, message);
  if (NEST_SENDERS.has(context)) return isTakenByRequest(observation, message);
  if (!NEST_HANDLERS.has(context) || !observation.markUnhandled) return false;
  observation.markUnhandled();
  return true;
}

/** The line of the request says that its client went away. */
function isOfAborted({ outcome }: Failable, error: unknown): boolean {
  return outcome === 'aborted' && isExpected(error, outcome);
}

function isTakenByRequest(observation: Failable, error: unknown): boolean {
  if (!observation.breakOff || !isError(error) || isExpected(error)) return false;
  observation.breakOff(error);
  return true;
}

/** What has no name to be looked up by is a text; a function makes its message when it is wanted, as with Nest's. */
function partOf(message: unknown): unknown {
  const made = typeof message === 'function' ? madeBy(message) : message;
  return typeof made === 'object' && made !== null ? made : messageOf(made);
}

function madeBy(make: Function): unknown {
  try {
    const isClass = Function.prototype.toString.call(make).startsWith('class ');
    return isClass ? make.name : (make() as unknown);
  } catch {
    return make;
  }
}
