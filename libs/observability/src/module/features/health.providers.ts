import type { Provider } from '@nestjs/common';
import { Observer } from '../../core';
import { AvailabilityService, HealthChecker, HealthService, IndicatorRegistry } from '../../health';
import { Logs } from '../../signals/logs';
import { HealthProbeExplorer } from './health-probe.explorer';
import { HealthWiring } from './health-wiring';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';

/** The providers of health checks and reports. */
export const HEALTH_PROVIDERS: Provider[] = [
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
];

function healthService(
  { service }: ResolvedOptions,
  registry: IndicatorRegistry,
  checker: HealthChecker,
  availability: AvailabilityService,
): HealthService {
  return new HealthService(registry, checker, service, availability);
}
