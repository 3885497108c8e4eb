import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { currentContext, isError, messageOf } from '../../core';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const STACK = /\n\s*at /;

/** Writes what Nest and the app say through Nest's `Logger` as lines of our own. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

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
    if (!this.logger.isLevelEnabled(level)) return;
    const last = rest.at(-1);
    const hasContext = typeof last === 'string' && !STACK.test(last);
    const context = hasContext ? last : undefined;
    if (isToldAlready(context)) return;
    const details = hasContext ? rest.slice(0, -1) : rest;
    const stack = details.find((detail) => typeof detail === 'string' && STACK.test(detail));
    const error = [message, ...details].find(isError);
    const others = details.filter(
      (detail) => detail !== stack && detail !== error && detail !== undefined,
    );
    this.logger[level](
      {
        logger: 'nest',
        context,
        ...(error && { err: error }),
        ...(!error && typeof stack === 'string' && { err: errorOf(message, stack) }),
        ...(others.length > 0 && { details: others }),
        ...(isFields(message) && { fields: message }),
      },
      isFields(message) ? '' : messageOf(message),
    );
  }
}

/** Nest's own line for an unhandled error says less than the one that the request's end writes. */
function isToldAlready(context: string | undefined): boolean {
  return context === 'ExceptionsHandler' && currentContext()?.observation !== undefined;
}

function isFields(message: unknown): message is object {
  return typeof message === 'object' && message !== null && !isError(message);
}

/** Nest hands over the text and the stack of an error apart. */
function errorOf(message: unknown, stack: string): Error {
  const error = new Error(messageOf(message));
  error.stack = stack;
  return error;
}
