import { Logger } from '@nestjs/common';
import type { LoggerService, LogLevel } from '@nestjs/common';
import { currentContext, isError, isExpected, messageOf, wasReported } from '../../../core';
import type { Failable } from '../../../core';
import { NestCall } from '../records/log-arguments';
import { loggerOfContext } from '../loggers/logger-names';
import type { NamedLoggers } from '../loggers/named-loggers';

/** The members of an app's loggers that are used. */
type Loggers = Pick<NamedLoggers, 'get' | 'forClass' | 'isChanged'>;
type AnyLogger = Readonly<Record<Level, (...given: unknown[]) => void>>;
type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's names of the levels, as in `logger: ['error']` in the app's options. */
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
 * Writes calls of Nest's `Logger` as lines of the library: those of Nest itself to the logger `nest`,
 * those of the app to `app`.
 */
export class NestLogger implements LoggerService {
  /** @param loggersNow the loggers of the app that logs; undefined if there is none */
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
    // Levels set at run time override those of Nest's options.
    if (!isWanted(level) && !loggers.isChanged(name, context)) return;
    const logger = loggers.forClass(loggers.get(name), context);
    if (!logger.isLevelEnabled(level)) return;
    const said = context === undefined ? rest : rest.slice(0, -1);
    // pino's types allow fewer argument orders than its users need.
    const anyhow: AnyLogger = logger;
    anyhow[level](
      new NestCall(context),
      isNothing(message, said) ? undefined : partOf(message),
      ...said,
    );
  }
}

/** A context is the name of a class, or another single line; a text of several lines is a stack, or part of the message. */
function isContext(last: unknown): last is string {
  return typeof last === 'string' && !last.includes('\n');
}

/** No message, but other arguments: as in `error(undefined, stack)`. */
function isNothing(message: unknown, said: readonly unknown[]): boolean {
  return (
    (message ?? undefined) === undefined && said.some((part) => (part ?? undefined) !== undefined)
  );
}

/** Nest's loggers of unhandled errors: HTTP and GraphQL, microservices, gateways. */
const NEST_HANDLERS = new Set(['ExceptionsHandler', 'RpcExceptionsHandler', 'WsExceptionsHandler']);

/** Nest's loggers of errors after the response has begun: of streams and server-sent events. */
const NEST_SENDERS = new Set(['StreamableFile', 'RouterResponseController']);

/** @nestjs/schedule's loggers: they log an error after the run has ended and has its line. */
const SCHEDULERS = new Set(['Scheduler', 'SchedulerRegistry']);

/** Nest's own line for an unhandled error has less information than the one at the end of the work. */
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

/** The access line says that the client aborted the request. */
function isOfAborted({ outcome }: Failable, error: unknown): boolean {
  return outcome === 'aborted' && isExpected(error, outcome);
}

function isTakenByRequest(observation: Failable, error: unknown): boolean {
  if (!observation.breakOff || !isError(error) || isExpected(error)) return false;
  observation.breakOff(error);
  return true;
}

/** Values without names are converted to text; a function creates its message lazily, as in Nest's logger. */
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
