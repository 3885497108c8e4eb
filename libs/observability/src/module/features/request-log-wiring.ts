import { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpCapture, observationOf } from '../../capture/http';
import {
  liveLogsOf,
  loadNestjsPino,
  loggerForRequest,
  loggerForRequests,
  Logs,
} from '../../signals/logs';
import { LoggerModuleWiring } from './logger-module-wiring';

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
