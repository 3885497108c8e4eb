import type { Logger } from 'pino';
import type { LineListener, Drops, Redactor, ServiceIdentity } from '../../../core';
import type { LogDestination } from '../destinations/log-destination';
import { createLogger } from '../writer/logger';
import type { TailBuffer } from '../writer/tail-buffer';
import { markForClasses } from './class-logger';
import { Levels, ROOT, SECURITY } from './levels';
import type { LoggerOptions } from './loggers.options';

const MAX_LOGGERS = 1000;

/** The destinations of the options. What it returns never throws. */
export interface DestinationSource {
  /** A destination for the named ones; for all default ones if no names are given. */
  for(names?: readonly string[]): LogDestination;
  /** Additional destinations of the security log. */
  forSecurity?(): LogDestination;
}

/** The dependencies of all loggers. */
export interface LoggersParts {
  /** Of the root. */
  readonly level: string;
  readonly options: Readonly<Record<string, LoggerOptions>>;
  readonly service: ServiceIdentity;
  readonly destinations: DestinationSource;
  readonly redactor: Redactor;
  readonly drops: Drops;
  /** Keeps lines below the level; without it they are dropped. */
  readonly tail?: TailBuffer | undefined;
  /** Called for lines that the app logs. */
  readonly listener?: LineListener | undefined;
}

/**
 * The loggers of an application by name: those of LOGGER_NAMES and any other that is requested. Each is
 * a pino logger with its own level and destinations.
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

  /** The logger, or the one for a class whose level was changed separately. */
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

  /** Whether a level was set at run time for the logger or class. */
  isChanged(name: string, className: string | undefined): boolean {
    const { changes } = this.levels;
    if (changes.size === 0) return false;
    return changes.has(name) || changes.has(ROOT) || changes.has(className ?? name);
  }

  /** The destinations of a logger, for lines that are written without pino. */
  outputOf(name: string): LogDestination {
    const known = this.outputs.get(name);
    if (known) return known;
    const made = this.destinationOf(name);
    this.outputs.set(name, made);
    return made;
  }

  /** The levels, to read and change. Call `refresh` to apply a change. */
  get table(): Levels {
    return this.levels;
  }

  /** Applies the current levels to all loggers. */
  refresh(): void {
    this.ofClasses.clear();
    for (const [name, logger] of this.byName) {
      const level = this.levels.ofLogger(name);
      if (logger.level !== level) logger.level = level;
    }
  }

  private make(name: string): Logger {
    // Names that contain data would be a memory leak.
    if (this.byName.size >= MAX_LOGGERS) return this.get(ROOT);
    this.levels.add(name);
    const { service, redactor, drops, tail, listener } = this.parts;
    const logger = createLogger({
      name,
      level: this.levels.ofLogger(name),
      service,
      destination: this.outputOf(name),
      redactor,
      drops,
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
