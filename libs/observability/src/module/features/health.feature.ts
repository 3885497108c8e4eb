import { Injectable, Logger } from '@nestjs/common';
import { Drops, Observer, withDefaults } from '../../core';
import {
  AvailabilityService,
  HEALTH_HISTORY_DEFAULTS,
  HealthChecker,
  HealthCollector,
  HealthHistory,
  HealthReporter,
  HealthService,
  IndicatorRegistry,
} from '../../health';
import type { InstanceFaultListener } from '../../health';
import { healthReportLog, Logs } from '../../signals/logs';
import { MetricsRegistry } from '../../signals/metrics';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import type { Feature } from './feature';
import { HealthProbeExplorer } from './health-probe.explorer';
import { HealthWiring } from './health-wiring';

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

/** The providers of health checks and reports. */
export const healthFeature: Feature = {
  name: 'health',
  providers: [
    IndicatorRegistry,
    {
      provide: HealthChecker,
      inject: [OPTIONS, Observer, Logs],
      useFactory: ({ health }: ResolvedOptions, observer: Observer, { redactor }: Logs) =>
        new HealthChecker(health, observer, redactor),
    },
    {
      provide: HealthService,
      inject: [OPTIONS, IndicatorRegistry, HealthChecker, AvailabilityService],
      useFactory: healthService,
    },
    HealthProbeExplorer,
    HealthWiring,
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
  ],
  exports: [HealthService, HealthHistory, HealthReporter],
  start(get) {
    get(HealthWiring).wire();
    get(HealthSignalsWiring).wire();
  },
  ready(get) {
    get(HealthWiring).start();
    get(HealthSignalsWiring).start();
  },
  stop(get) {
    get(HealthSignalsWiring).stop();
    get(HealthWiring).stop();
  },
};

function healthService(
  { service }: ResolvedOptions,
  registry: IndicatorRegistry,
  checker: HealthChecker,
  availability: AvailabilityService,
): HealthService {
  return new HealthService(registry, checker, service, availability);
}
