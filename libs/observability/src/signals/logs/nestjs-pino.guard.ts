import { PinoLogger } from 'nestjs-pino';

interface GuardedLogger {
  readonly logger: Record<string, (...args: unknown[]) => void>;
  call(method: string, ...args: unknown[]): void;
}

const guarded = new WeakSet<GuardedLogger['call']>();

/**
 * nestjs-pino joins its context with what it is given before pino sees it, so a getter that throws
 * would throw into the app. Then the object goes to our pino as it is, which reads it with care.
 */
export function guardNestjsPino(): void {
  // `call` is protected; every level of the logger goes through it.
  const prototype = PinoLogger.prototype as unknown as GuardedLogger;
  const original = prototype.call;
  if (guarded.has(original)) return;
  prototype.call = function callWithCare(method, ...args) {
    try {
      original.call(this, method, ...args);
    } catch {
      this.logger[method]?.(...args);
    }
  };
  guarded.add(prototype.call);
}
