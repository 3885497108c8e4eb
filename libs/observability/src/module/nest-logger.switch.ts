import { Logger } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import { NestLogger } from '../signals/logs';
import type { NamedLoggers } from '../signals/logs';

/** The logger that Nest itself starts with; read before any app could set another. */
const NEST_DEFAULT = currentNestLogger();

/**
 * Puts our logger behind Nest's, and takes it away again. A logger that the app chose itself
 * (or that a testing module set) is left alone.
 */
export class NestLoggerSwitch {
  private before: LoggerService | undefined;

  constructor(private readonly loggers: NamedLoggers) {}

  on(): void {
    const current = currentNestLogger();
    if (!current || current !== NEST_DEFAULT) return;
    this.before = current;
    Logger.overrideLogger(new NestLogger(this.loggers));
  }

  off(): void {
    if (this.before && currentNestLogger() instanceof NestLogger)
      Logger.overrideLogger(this.before);
    this.before = undefined;
  }
}

/** Nest keeps it in a protected static field and has no way to ask. */
function currentNestLogger(): LoggerService | undefined {
  return (Logger as unknown as { staticInstanceRef?: LoggerService }).staticInstanceRef;
}
