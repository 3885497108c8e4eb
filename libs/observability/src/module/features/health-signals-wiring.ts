import { Injectable, Logger } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { Drops, withDefaults } from '../../core';
import {
  AvailabilityService,
  HEALTH_HISTORY_DEFAULTS,
  HealthHistory,
  HealthCollector,
  HealthReporter,
  HealthService,
} from '../../health';
import type { InstanceFaultListener } from '../../health';
import { healthReportLog, Logs } from '../../signals/logs';
import { MetricsRegistry } from '../../signals/metrics';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';

/** Subscribes history, metrics and log to the results of checks. */
@Injectable()
export class HealthSignalsWiring {
  constructor(
    private readonly service: HealthService,
    private readonly history: HealthHistory,
    private readonly collector: HealthCollector,
    private readonly reporter: HealthReporter,
    private readonly metrics: MetricsRegistry,
    private readonly logs: Logs,
  ) {}

  /** Called before the first check. */
  wire(): void {
    this.service.subscribe(this.history);
    this.service.subscribe(this.collector);
    this.metrics.addCollector(this.collector);
    this.reporter.listen(healthReportLog(this.logs.loggers.get('health')));
    this.service.onInstanceFault(instanceFaultLog(new Logger('Observability')));
  }

  start(): void {
    this.reporter.start();
  }

  stop(): void {
    this.reporter.stop();
  }
}

function instanceFaultLog(logger: Pick<Logger, 'log' | 'warn'>): InstanceFaultListener {
  return (message) => {
    if (message === undefined)
      logger.log('The problem that made this instance not ready has ended');
    else logger.warn(`This instance is not ready: ${message}`);
  };
}

/** The providers of health history, metrics and reports. */
export const HEALTH_SIGNAL_PROVIDERS: Provider[] = [
  {
    provide: HealthHistory,
    inject: [OPTIONS],
    useFactory: ({ health }: ResolvedOptions) =>
      new HealthHistory(withDefaults(HEALTH_HISTORY_DEFAULTS, health.history)),
  },
  {
    provide: HealthCollector,
    inject: [AvailabilityService, HealthService],
    useFactory: (availability: AvailabilityService, service: HealthService) =>
      new HealthCollector({
        availability,
        instanceFaults: () => service.instanceFaults(),
        refresh: () => void service.report(),
      }),
  },
  {
    provide: HealthReporter,
    inject: [OPTIONS, HealthService, HealthHistory, Drops],
    useFactory: (
      { health }: ResolvedOptions,
      service: HealthService,
      history: HealthHistory,
      drops: Drops,
    ) => new HealthReporter({ service, history, drops }, health.report),
  },
  HealthSignalsWiring,
];
