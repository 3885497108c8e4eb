import { PinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { loggerForClass } from './loggers/class-logger';

interface GuardedLogger {
  readonly context: string;
  readonly logger: Logger;
  call(method: string, ...args: unknown[]): void;
}

const guarded = new WeakSet<object>();

/** Lets nestjs-pino's loggers never throw, and follow the level of their class. */
export function guardNestjsPino(): void {
  const prototype = PinoLogger.prototype as unknown as GuardedLogger;
  if (guarded.has(prototype)) return;
  guarded.add(prototype);
  callWithCare(prototype);
  followClass(prototype);
}

/**
 * nestjs-pino joins its context with what it is given before pino sees it, so a getter that throws
 * would throw into the app. Then the object goes to our pino as it is, which reads it with care.
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
      return loggerForClass(original.call(this), this.context);
    },
  });
}
