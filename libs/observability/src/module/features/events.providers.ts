import type { FactoryProvider, Provider } from '@nestjs/common';
import { Observer } from '../../core';
import { BusinessMetrics, EventLogger, injectedLoggers, Loggers, loggerToken } from '../../events';
import { Logs } from '../../signals/logs';
import { MetricsService } from '../../signals/metrics';

/** The loggers by name, and the events that the app logs with them. */
export const EVENTS_PROVIDERS: Provider[] = [
  {
    provide: Loggers,
    inject: [Logs],
    useFactory: ({ loggers, redactor }: Logs) => new Loggers(loggers, redactor),
  },
  {
    provide: EventLogger,
    inject: [Logs, Loggers],
    useFactory: ({ redactor }: Logs, loggers: Loggers) => new EventLogger(loggers, redactor),
  },
  {
    provide: BusinessMetrics,
    inject: [Logs, Loggers, MetricsService, Observer],
    useFactory: (
      { redactor }: Logs,
      loggers: Loggers,
      metrics: MetricsService,
      observer: Observer,
    ) => new BusinessMetrics({ loggers, metrics, redactor, observer }),
  },
];

/** The loggers that classes inject by `@InjectLogger`, as far as their files are loaded. */
export function namedLoggerProviders(): FactoryProvider[] {
  return injectedLoggers().map((name) => ({
    provide: loggerToken(name),
    inject: [Loggers],
    useFactory: (loggers: Loggers) => loggers.get(name),
  }));
}

/** The providers that the app may inject. */
export const EVENTS_EXPORTS = [Loggers, EventLogger, BusinessMetrics];
