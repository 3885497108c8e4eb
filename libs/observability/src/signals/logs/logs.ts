import type { Logger } from 'pino';
import { Redactor } from '../../core';
import type { Losses, ServiceIdentity } from '../../core';
import { createLogger, guardDestination } from './logger';
import type { LogDestination, ResolvedLogsOptions } from './logs.options';
import { guardNestjsPino } from './nestjs-pino.guard';
import { prettyDestination } from './pretty.destination';
import { StdoutDestination } from './stdout.destination';

/** The logging of one application: its logger, its redactor, and the output it has to close. */
export class Logs {
  readonly logger: Logger;
  readonly redactor: Redactor;
  /** Where finished lines go, those of pino and those that are put together without it. */
  readonly lines: LogDestination;
  private readonly stdout: StdoutDestination | undefined;

  constructor(options: ResolvedLogsOptions, service: ServiceIdentity, losses: Losses) {
    guardNestjsPino();
    this.redactor = new Redactor(options.redactKeys);
    const target = options.destination ?? new StdoutDestination();
    this.stdout = target instanceof StdoutDestination ? target : undefined;
    const isTerminal = this.stdout !== undefined && process.stdout.isTTY;
    const shaped = options.format === 'pretty' ? prettyDestination(target, isTerminal) : target;
    this.lines = guardDestination(shaped, losses);
    this.logger = createLogger({
      level: options.level,
      service,
      destination: this.lines,
      redactor: this.redactor,
      losses,
    });
  }

  close(): void {
    this.stdout?.close();
  }
}
