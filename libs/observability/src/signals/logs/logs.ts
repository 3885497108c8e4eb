import type { Logger } from 'pino';
import type { LineListener, Drops, Redactor, ServiceIdentity } from '../../core';
import { Destinations } from './destinations/destinations';
import { LevelChanges } from './loggers/level-changes';
import { LevelSignal } from './loggers/level-signal';
import { NamedLoggers } from './loggers/named-loggers';
import { resolveTail } from './writer/tail.options';
import type { LogDestination } from './destinations/log-destination';
import type { ResolvedLogsOptions } from './logs.options';
import { guardNestjsPino } from './bridges/nestjs-pino.guard';
import { TailBuffer } from './writer/tail-buffer';

/** What the logging of an application needs besides its options. */
export interface LogsSurroundings {
  readonly service: ServiceIdentity;
  readonly drops: Drops;
  readonly redactor: Redactor;
  /** Called for lines that the app logs. */
  readonly listener?: LineListener;
  /** Whether waiting lines are written when the process exits; a testing module adds no listeners. @default true */
  readonly hasExitHook?: boolean;
}

/** The logging of one application: its loggers, redactor and destinations. */
export class Logs {
  /** The app's own logger, which nestjs-pino's loggers use. */
  readonly logger: Logger;
  readonly loggers: NamedLoggers;
  /** Changes their levels while the app runs. */
  readonly levels: LevelChanges;
  readonly redactor: Redactor;
  /** Keeps lines below the level until their request ends; undefined if the option is off. */
  readonly tail: TailBuffer | undefined;
  /** The destination of finished lines, of pino and of the library. */
  readonly lines: LogDestination;
  /** All destinations, by name. */
  readonly destinations: Destinations;
  private readonly signal: LevelSignal | undefined;

  constructor(
    options: ResolvedLogsOptions,
    { service, drops, redactor, listener, hasExitHook = true }: LogsSurroundings,
  ) {
    guardNestjsPino();
    this.redactor = redactor;
    this.destinations = new Destinations(options, { service, drops, hasExitHook });
    this.lines = this.destinations.for();
    const tail = resolveTail(options.tail);
    this.tail = tail && new TailBuffer(tail, redactor, drops);
    this.loggers = new NamedLoggers({
      level: options.level,
      options: options.loggers,
      service,
      destinations: this.destinations,
      redactor,
      drops,
      tail: this.tail,
      listener,
    });
    this.logger = this.loggers.get('app');
    this.levels = new LevelChanges(this.loggers);
    this.signal = options.levelSignal ? new LevelSignal(this.levels) : undefined;
  }

  /** Listens to the signal that changes levels, after the app has added its own listeners. */
  open(): void {
    this.signal?.start();
  }

  /** Delivers waiting lines, within the limit in milliseconds. */
  flush(limitMs: number): Promise<void> {
    return this.destinations.flush(limitMs);
  }

  close(): void {
    this.signal?.stop();
    this.levels.close();
    this.destinations.close();
  }
}
