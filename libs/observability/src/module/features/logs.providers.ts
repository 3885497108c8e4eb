import type { Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { LineRelay, Drops, Redactor } from '../../core';
import { Logs } from '../../signals/logs';
import type { LogDestination, ResolvedLogsOptions } from '../../signals/logs';
import type { ResolvedOptions } from '../options/resolve-options';
import { StartLimit } from './start-limit';
import { OPTIONS } from '../options/tokens';
import { isTestingModule, isUnderTest } from './under-test';

/** No lines between the results of tests. */
const NOWHERE: LogDestination = { write: () => undefined };

/** Logging: the app's loggers and their destinations, and the warning about a start that hangs. */
export const LOGS_PROVIDERS: Provider[] = [
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
    useFactory: startLimit,
  },
];

/** A module that a test only compiles would be reported as late, long after the test. */
function startLimit(logs: Logs, modules: ModulesContainer): StartLimit {
  const limit = new StartLimit(logs, modules);
  if (isUnderTest()) limit.end();
  return limit;
}

/** In a test, standard output is the test's, unless LOG_LEVEL is set. */
function isQuiet({ destination, destinations }: ResolvedLogsOptions): boolean {
  const hasOwn = destination !== undefined || Object.keys(destinations).length > 0;
  return !hasOwn && !process.env['LOG_LEVEL'] && isUnderTest();
}
