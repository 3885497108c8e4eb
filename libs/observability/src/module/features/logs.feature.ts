import { Inject, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Drops, LineRelay, Observer, Redactor } from '../../core';
import {
  addLiveLogs,
  beginLiveLogs,
  handOverRoot,
  Logs,
  newestLiveLogs,
  removeLiveLogs,
} from '../../signals/logs';
import type { LiveLogs, LogDestination, ResolvedLogsOptions } from '../../signals/logs';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import type { Feature } from './feature';
import { flushNestLines, giveNestLinesBack, takeNestLines } from './nest-logger-switch';
import { StartLimit } from './start-limit';
import { isTestingModule, isUnderTest } from './under-test';

/** The app's part of the process-wide logging: Nest's lines are its own while it lives. */
@Injectable()
export class LogsWiring {
  private readonly live: LiveLogs;

  constructor(
    @Inject(OPTIONS) { logs: { replaceNestLogger } }: ResolvedOptions,
    private readonly logs: Logs,
    observer: Observer,
    private readonly startLimit: StartLimit,
  ) {
    const { logger, loggers, redactor } = logs;
    this.live = { logger, loggers, redactor, owner: observer, hasNestLines: replaceNestLogger };
    addLiveLogs(this.live);
    if (replaceNestLogger) takeNestLines();
  }

  start(): void {
    beginLiveLogs(this.live);
    this.startLimit.enterHooks();
  }

  ready(): void {
    this.startLimit.end();
    this.logs.open();
    flushNestLines();
  }

  stop(): void {
    flushNestLines();
    this.startLimit.end();
  }

  /** Hands process-wide resources over to the remaining apps, and delivers the last lines. */
  async close(limitMs: number): Promise<void> {
    removeLiveLogs(this.live);
    giveNestLinesBack();
    handOverRoot(this.logs.logger, newestLiveLogs()?.logger);
    await this.logs.flush(limitMs);
    this.logs.close();
  }
}

/** No lines between the results of tests. */
const NOWHERE: LogDestination = { write: () => undefined };

/** Logging: the app's loggers and their destinations, and the warning about a start that hangs. */
export const logsFeature: Feature = {
  name: 'logs',
  providers: [
    {
      provide: Logs,
      inject: [OPTIONS, Drops, Redactor, LineRelay],
      useFactory: (
        { logs, service }: ResolvedOptions,
        drops: Drops,
        redactor: Redactor,
        listener: LineRelay,
      ) =>
        new Logs(isQuiet(logs) ? { ...logs, destination: NOWHERE } : logs, {
          service,
          drops,
          redactor,
          listener,
          hasExitHook: !isTestingModule(),
        }),
    },
    {
      provide: StartLimit,
      inject: [Logs, ModulesContainer],
      useFactory: startLimitOf,
    },
    LineRelay,
    LogsWiring,
  ],
  exports: [Logs],
  start: (get) => get(LogsWiring).start(),
  ready: (get) => get(LogsWiring).ready(),
  stop: (get) => get(LogsWiring).stop(),
  close: (get, limitMs) => get(LogsWiring).close(limitMs),
};

/** A module that a test only compiles would be reported as late, long after the test. */
function startLimitOf(logs: Logs, modules: ModulesContainer): StartLimit {
  const limit = new StartLimit(logs, modules);
  if (isUnderTest()) limit.end();
  return limit;
}

/** In a test, standard output is the test's, unless LOG_LEVEL is set. */
function isQuiet({ destination, destinations }: ResolvedLogsOptions): boolean {
  const hasOwn = destination !== undefined || Object.keys(destinations).length > 0;
  return !hasOwn && !process.env['LOG_LEVEL'] && isUnderTest();
}
