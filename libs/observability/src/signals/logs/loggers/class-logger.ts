import type { Logger } from 'pino';

const FOR_CLASS = Symbol('nestjs-observability:for-class');

/** Finds the logger for the lines of one class. */
export type ForClass = (logger: Logger, className: string) => Logger;

interface Marked {
  [FOR_CLASS]?: ForClass;
}

/** Lets code that has nothing but the logger of pino find the one for a class; children inherit it. */
export function markForClasses(logger: Logger, forClass: ForClass): void {
  (logger as Marked)[FOR_CLASS] = forClass;
}

/** The logger for lines of the class; of a logger that is not the library's, itself. */
export function loggerForClass(logger: Logger, className: string): Logger {
  return (logger as Marked)[FOR_CLASS]?.(logger, className) ?? logger;
}

/** Whether the logger is one of the library's, or a child of one. */
export function isOfLibrary(logger: Logger): boolean {
  return (logger as Marked)[FOR_CLASS] !== undefined;
}
