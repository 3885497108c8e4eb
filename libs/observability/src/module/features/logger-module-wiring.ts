import { Injectable, Logger } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { loadNestjsPino } from '../../signals/logs';

/** The token of nestjs-pino's options, which only its own module provides. */
const PINO_OPTIONS = 'pino-params';

/** Finds a LoggerModule of nestjs-pino that the app imports besides the library's own. */
@Injectable()
export class LoggerModuleWiring {
  private readonly logger = new Logger('Observability');

  constructor(private readonly modules: ModulesContainer) {}

  get isBeside(): boolean {
    const own = loadNestjsPino() ? 1 : 0;
    return [...this.modules.values()].filter(isLoggerModule).length > own;
  }

  /** Called when the app has started. */
  announce(): void {
    if (!this.isBeside) return;
    this.logger.warn(
      "The app imports nestjs-pino's LoggerModule beside ObservabilityModule: each request gets a second " +
        'access line, and lines of PinoLogger inside requests go to the outputs of LoggerModule only. Remove ' +
        "LoggerModule.forRoot() from the imports: PinoLogger, @InjectPinoLogger() and nestjs-pino's Logger " +
        'work without it. docs/migrating-from-nestjs-pino.md has an option for each of its options.',
    );
  }
}

interface NestModule {
  readonly metatype: { readonly name?: string };
  readonly providers: ReadonlyMap<unknown, unknown>;
}

/** By its name: the app may have another copy of the package. */
function isLoggerModule({ metatype, providers }: NestModule): boolean {
  return metatype.name === 'LoggerModule' && providers.has(PINO_OPTIONS);
}
