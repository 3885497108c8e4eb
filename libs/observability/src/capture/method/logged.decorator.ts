import { markLogged } from './logged.metadata';
import type { LoggedMark } from './logged.metadata';
import { requireMethod, standInForClass } from './monitored.decorator';
import type { MethodOrClassDecorator } from './monitored.decorator';
import { placeStandIn } from './stand-in';

/** Who writes the lines of a method, and how loud. */
export interface LoggedOptions {
  /** The name of the logger. @default 'app' */
  readonly logger?: string;
  /** The level of the lines that report the call and its success; a failure is an error. @default 'info' */
  readonly level?: LoggedMark['level'];
}

/**
 * Logs each call of a method, or of all methods of a class: that it was called, with how many
 * arguments, and that it completed or failed, with its duration. No argument is ever written.
 *
 * @throws NotAMethodError on a property or accessor
 * @example `@Logged({ logger: 'performance', level: 'debug' })`
 */
export function Logged({
  logger = 'app',
  level = 'info',
}: LoggedOptions = {}): MethodOrClassDecorator {
  return (target, property, descriptor) => {
    const method =
      property === undefined ? undefined : requireMethod('Logged', target, property, descriptor);
    markLogged(target, method, { logger, level });
    if (method === undefined) standInForClass(target);
    else placeStandIn(target, method, descriptor);
  };
}
