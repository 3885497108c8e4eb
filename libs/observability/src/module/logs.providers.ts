import type { Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { LineRelay, Losses, Redactor } from '../core';
import { Logs } from '../signals/logs';
import type { ResolvedOptions } from './resolve-options';
import { StartLimit } from './start.limit';
import { OPTIONS } from './tokens';

/** Logging: the app's loggers and where their lines go, and who says by them that nothing starts. */
export const LOGS_PROVIDERS: Provider[] = [
  {
    provide: Logs,
    inject: [OPTIONS, Losses, Redactor, LineRelay],
    useFactory: (
      { logs, service }: ResolvedOptions,
      losses: Losses,
      redactor: Redactor,
      listener: LineRelay,
    ) => new Logs(logs, { service, losses, redactor, listener }),
  },
  {
    provide: StartLimit,
    inject: [Logs, ModulesContainer],
    useFactory: (logs: Logs, modules: ModulesContainer) => new StartLimit(logs, modules),
  },
];
