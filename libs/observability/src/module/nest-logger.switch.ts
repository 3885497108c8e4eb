import { ConsoleLogger, Logger } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import type { Logger as PinoLogger } from 'pino';
import { NestLogger } from '../signals/logs';

/**
 * Puts our logger behind Nest's, and takes it away again. A logger that the app chose itself
 * (or that a testing module set) is left alone.
 */
export class NestLoggerSwitch {
  private before: LoggerService | undefined;

  constructor(private readonly logger: PinoLogger) {}

  on(): void {
    const current = currentNestLogger();
    if (current?.constructor !== ConsoleLogger) return;
    this.before = current;
    Logger.overrideLogger(new NestLogger(this.logger));
  }

  off(): void {
    if (this.before) Logger.overrideLogger(this.before);
    this.before = undefined;
  }
}

/** Nest keeps it in a protected static field and has no way to ask. */
function currentNestLogger(): LoggerService | undefined {
  return (Logger as unknown as { staticInstanceRef?: LoggerService }).staticInstanceRef;
}
