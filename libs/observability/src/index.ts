// nestjs-observability: errors, metrics, logs, traces and health of a NestJS app, from one module.
// Enters: ObservabilityModule.forRoot(), @Monitored().
// Leaves: four signals and the answers of the probes.

export { ObservabilityModule } from './module';
export type {
  ObservabilityAsyncOptions,
  ObservabilityOptions,
  ObservabilityOptionsFactory,
  ServiceOptions,
} from './module';

// Capture
export { ObservabilityExceptionFilter, ObservabilityInterceptor } from './capture/http';
export type { HttpCaptureOptions } from './capture/http';
export { Counted, Monitored, Timed, Unmonitored } from './capture/method';
export type {
  MeasuredOptions,
  MonitoredDefaults,
  MonitoredOptions,
  TimedOptions,
} from './capture/method';

// Signals
export { currentContext } from './core';
export type { RequestContext, User } from './core';
export {
  Counter,
  Gauge,
  Histogram,
  InvalidMetricError,
  MetricMisuseError,
  MetricsRegistry,
  MetricsService,
} from './signals/metrics';
export type {
  BusinessRoute,
  HistogramOptions,
  Labels,
  MetricOptions,
  MetricsOptions,
} from './signals/metrics';
export type { LogDestination, LogsOptions } from './signals/logs';
export type { ErrorsOptions } from './signals/errors';
export type { TracesOptions } from './signals/traces';

// Health
export { fromTerminus, HealthService } from './health';
export type {
  ExternalService,
  Finding,
  HealthDetails,
  HealthIndicator,
  HealthOptions,
  HealthReport,
  HealthStatus,
  TerminusIndicatorFunction,
} from './health';
export {
  BullMqIndicator,
  CacheManagerIndicator,
  HttpServiceIndicator,
  TypeOrmIndicator,
} from './integrations';
export { ManagementPortError } from './endpoints';
export type {
  EndpointAccess,
  EndpointAccesses,
  EndpointGuard,
  EndpointPaths,
  EndpointsOptions,
  ManagementOptions,
} from './endpoints';

// Mistakes, told when the app starts
export { InvalidOptionsError, ObservabilityError } from './core';
export type { OptionProblem } from './core';
export {
  DependencyInLivenessError,
  DuplicateIndicatorError,
  UnknownIndicatorError,
} from './health';
