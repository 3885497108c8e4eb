import type { Logger } from 'pino';

const FOR_CLASS = Symbol('nestjs-observability:for-class');

/** Finds the logger for the lines of one class. */
export type ForClass = (logger: Logger, className: string) => Logger;

interface Marked {
  [FOR_CLASS]?: ForClass;
}

/** Attaches to a pino logger how to find the logger of a class; children inherit it. */
export function markForClasses(logger: Logger, forClass: ForClass): void {
  (logger as Marked)[FOR_CLASS] = forClass;
}

/** The logger for lines of the class; the logger itself if it is not the library's. */
export function loggerForClass(logger: Logger, className: string): Logger {
  return (logger as Marked)[FOR_CLASS]?.(logger, className) ?? logger;
}

/** Whether the logger is one of the library's, or a child of one. */
export function isOfLibrary(logger: Logger): boolean {
  return (logger as Marked)[FOR_CLASS] !== undefined;
}
