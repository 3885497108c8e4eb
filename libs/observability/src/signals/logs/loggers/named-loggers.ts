import type { Logger } from 'pino';
import type { LineListener, Losses, Redactor, ServiceIdentity } from '../../../core';
import type { LogDestination } from '../destinations/log-destination';
import { createLogger } from '../writer/logger';
import type { TailBuffer } from '../writer/tail-buffer';
import { markForClasses } from './class-logger';
import { Levels, ROOT, SECURITY } from './levels';
import type { LoggerOptions } from './loggers.options';

const MAX_LOGGERS = 1000;

/** Where lines can go: the destinations of the options. What it gives never throws. */
export interface DestinationSource {
  /** One that hands each line to the named ones; to all that stand for everybody, without names. */
  for(names?: readonly string[]): LogDestination;
  /** Where security's lines go besides. */
  forSecurity?(): LogDestination;
}

/** What all loggers have in common. */
export interface LoggersParts {
  /** Of the root. */
  readonly level: string;
  readonly options: Readonly<Record<string, LoggerOptions>>;
  readonly service: ServiceIdentity;
  readonly destinations: DestinationSource;
  readonly redactor: Redactor;
  readonly losses: Losses;
  /** Keeps lines below the level; without it they are gone. */
  readonly tail?: TailBuffer | undefined;
  /** Hears of the lines that the app logs. */
  readonly listener?: LineListener | undefined;
}

/**
 * The loggers of an application by name, those of LOGGER_NAMES and any other that somebody asks
 * for. Each is a logger of pino with a level and destinations of its own.
 */
export class NamedLoggers {
  private readonly levels: Levels;
  private readonly byName = new Map<string, Logger>();
  private readonly outputs = new Map<string, LogDestination>();
  /** For classes whose level was changed; nearly always empty. */
  private readonly ofClasses = new Map<Logger, Map<string, Logger>>();

  constructor(private readonly parts: LoggersParts) {
    this.levels = new Levels(parts.level, parts.options);
    this.make(ROOT);
  }

  /** The logger of that name, created at its first use; `logger` on its lines is the name. */
  get(name: string): Logger {
    return this.byName.get(name) ?? this.make(name);
  }

  /** The logger, or the one for lines of a class whose level was changed by itself. */
  forClass(logger: Logger, className: string | undefined): Logger {
    if (this.levels.changes.size === 0 || className === undefined) return logger;
    const level = this.levels.ofClass(className);
    if (level === undefined || this.levels.isLogger(className)) return logger;
    const ofLogger = this.ofClasses.get(logger) ?? new Map<string, Logger>();
    const known = ofLogger.get(className);
    if (known) return known;
    const made = logger.child({}, { level });
    this.ofClasses.set(logger, ofLogger.set(className, made));
    return made;
  }

  /** Whether a level was set at run time that holds for the logger or the class. */
  isChanged(name: string, className: string | undefined): boolean {
    const { changes } = this.levels;
    if (changes.size === 0) return false;
    return changes.has(name) || changes.has(ROOT) || changes.has(className ?? name);
  }

  /** Where the lines of a logger go, for those that are made without pino. */
  outputOf(name: string): LogDestination {
    const known = this.outputs.get(name);
    if (known) return known;
    const made = this.destinationOf(name);
    this.outputs.set(name, made);
    return made;
  }

  /** The levels, to be read and changed. After a change, `refresh` makes it hold. */
  get table(): Levels {
    return this.levels;
  }

  /** Gives each logger the level that holds for it now. */
  refresh(): void {
    this.ofClasses.clear();
    for (const [name, logger] of this.byName) {
      const level = this.levels.ofLogger(name);
      if (logger.level !== level) logger.level = level;
    }
  }

  private make(name: string): Logger {
    // A name made of data: one more would be a leak.
    if (this.byName.size >= MAX_LOGGERS) return this.get(ROOT);
    this.levels.add(name);
    const { service, redactor, losses, tail, listener } = this.parts;
    const logger = createLogger({
      name,
      level: this.levels.ofLogger(name),
      service,
      destination: this.outputOf(name),
      redactor,
      losses,
      tail,
      listener,
    });
    markForClasses(logger, (self, className) => this.forClass(self, className));
    this.byName.set(name, logger);
    return logger;
  }

  private destinationOf(name: string): LogDestination {
    const { destinations, options } = this.parts;
    const names = options[name]?.destinations;
    if (name === SECURITY && names === undefined && destinations.forSecurity) {
      return destinations.forSecurity();
    }
    return destinations.for(names);
  }
}
