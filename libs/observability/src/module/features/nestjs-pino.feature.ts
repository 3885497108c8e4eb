import { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, Logger, Scope } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { HttpCapture, observationOf } from '../../capture/http';
import {
  liveLogsOf,
  loadNestjsPino,
  loggerForRequest,
  loggerForRequests,
  Logs,
  ownPinoLogger,
} from '../../signals/logs';
import type { NestjsPino } from '../../signals/logs';
import type { Feature } from './feature';

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

type Exchange = IncomingMessage | ServerResponse;

const PROTOTYPES = [IncomingMessage.prototype, ServerResponse.prototype];
/** Known to all copies of the library in the process: the newest one's accessor is in place. */
const IS_OURS = Symbol.for('nestjs-observability:request-log');

/** The apps of the process whose requests have a log. */
let users = 0;

/** nestjs-pino's middleware, which is not mounted, gives `log` to each request and response. */
@Injectable()
export class RequestLogWiring {
  private isUser = false;

  constructor(
    private readonly http: HttpCapture,
    private readonly logs: Logs,
    private readonly loggerModule: LoggerModuleWiring,
  ) {}

  /** Called before the first request. */
  start(): void {
    // If the app mounts it itself, it sets the log of each request.
    if (!loadNestjsPino() || this.loggerModule.isBeside) return;
    this.isUser = true;
    users += 1;
    if (users === 1) PROTOTYPES.forEach(addLogProperty);
    this.http.provideRequestLogger(loggerForRequests(this.logs));
  }

  stop(): void {
    if (!this.isUser) return;
    this.isUser = false;
    users -= 1;
    if (users === 0) PROTOTYPES.forEach(removeLogProperty);
  }
}

/** A logger is created when it is first read, so that requests cost nothing; a value set by the app is kept. */
function addLogProperty(prototype: Exchange): void {
  const before = Object.getOwnPropertyDescriptor(prototype, 'log');
  if (before && !(before.get && IS_OURS in before.get)) return;
  Object.defineProperty(prototype, 'log', {
    configurable: true,
    get: getLog,
    set(this: Exchange, log: unknown): void {
      keep(this, log, true);
    },
  });
}

function removeLogProperty(prototype: Exchange): void {
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'log') ?? {};
  if (get === getLog) Reflect.deleteProperty(prototype, 'log');
}

const getLog = Object.assign(
  function log(this: Exchange): unknown {
    const context = observationOf(this)?.context;
    const logs = context && liveLogsOf(context);
    return logs && keep(this, loggerForRequest(logs, context), false);
  },
  { [IS_OURS]: true },
);

/** @param enumerable whether it appears when the request is logged as a whole */
function keep(exchange: object, value: unknown, enumerable: boolean): unknown {
  const property = { value, enumerable, writable: true, configurable: true };
  Object.defineProperty(exchange, 'log', property);
  return value;
}

/**
 * If the app has nestjs-pino, its loggers write to the library's pino instance, each to that of its app.
 * Its middleware is not mounted: it would create a child logger and a second AsyncLocalStorage per request.
 */
export function pinoLoggerModules(): DynamicModule[] {
  const nestjsPino = loadNestjsPino();
  if (!nestjsPino) return [];
  const { LoggerModule, PinoLogger } = nestjsPino;
  const made = LoggerModule.forRootAsync({
    inject: [Logs],
    useFactory: (logs: Logs) => ({ pinoHttp: { logger: logs.logger }, forRoutes: [] }),
  });
  const own = ownProvider(nestjsPino);
  const providers = made.providers?.map((one) => (one === PinoLogger ? own : one));
  return [{ ...made, ...(providers && { providers }) }];
}

function ownProvider(nestjsPino: NestjsPino): Provider {
  return {
    provide: nestjsPino.PinoLogger,
    scope: Scope.TRANSIENT,
    inject: [Logs],
    useFactory: ({ logger }: Logs) => ownPinoLogger(nestjsPino, logger),
  };
}

/** An app that uses nestjs-pino: its requests have a log, without its middleware. */
export const nestjsPinoFeature: Feature = {
  name: 'nestjs-pino',
  providers: [LoggerModuleWiring, RequestLogWiring],
  start: (get) => get(RequestLogWiring).start(),
  ready: (get) => get(LoggerModuleWiring).announce(),
  stop: (get) => get(RequestLogWiring).stop(),
};
