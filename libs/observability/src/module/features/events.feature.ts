import type { FactoryProvider } from '@nestjs/common';
import { Observer } from '../../core';
import { BusinessMetrics, EventLogger, injectedLoggers, Loggers, loggerToken } from '../../events';
import { Logs } from '../../signals/logs';
import { MetricsService } from '../../signals/metrics';
import type { Feature } from './feature';

/** The loggers by name, and the events that the app logs with them. */
export const eventsFeature: Feature = {
  name: 'events',
  providers: [
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
  ],
  exports: [Loggers, EventLogger, BusinessMetrics],
};

/** The loggers that classes inject by `@InjectLogger`, as far as their files are loaded. */
export function namedLoggerProviders(): FactoryProvider[] {
  return injectedLoggers().map((name) => ({
    provide: loggerToken(name),
    inject: [Loggers],
    useFactory: (loggers: Loggers) => loggers.get(name),
  }));
}
