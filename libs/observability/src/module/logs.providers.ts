import type { Provider } from '@nestjs/common';
import { LineRelay, Losses, Redactor } from '../core';
import { Logs } from '../signals/logs';
import type { ResolvedOptions } from './resolve-options';
import { OPTIONS } from './tokens';

/** Logging: the app's loggers and where their lines go. */
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
];
