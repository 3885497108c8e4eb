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
export { Counted, Logged, Monitored, Timed, Unmonitored } from './capture/method';
export type {
  LoggedOptions,
  MeasuredOptions,
  MonitoredDefaults,
  MonitoredOptions,
  TimedOptions,
} from './capture/method';

// Signals
export { currentContext, normalizePath } from './core';
export type {
  Caller,
  ClientAddressMode,
  ErrorLevel,
  PathMatcher,
  RequestContext,
  Tenant,
  Trust,
  User,
} from './core';
export { ErrorInbox, ErrorTracker } from './signals/errors';
export type {
  BeforeBreadcrumb,
  BeforeSend,
  BodyRule,
  ErrorDetails,
  ErrorMatcher,
  ErrorOrigin,
  ErrorsOptions,
  IgnoreOptions,
  InboxEntry,
  InboxRequest,
  PerformanceIssueOptions,
} from './signals/errors';
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
  DefaultLabels,
  HistogramOptions,
  Labels,
  MetricOptions,
  MetricsOptions,
} from './signals/metrics';
export type {
  CommonDestinationOptions,
  ConsoleDestinationOptions,
  CustomDestinationOptions,
  DestinationOptions,
  EmailDestinationOptions,
  FileDestinationOptions,
  LogDestination,
  LogFormat,
  LoggerOptions,
  AnsweredRequest,
  LogsOptions,
  LogStream,
  LogTarget,
  SyslogDestinationOptions,
  TailOptions,
  TransportDestinationOptions,
} from './signals/logs';
export type { TracesOptions } from './signals/traces';

// What the app says of itself
export { BusinessMetrics, EventLogger, InjectLogger, Loggers } from './events';
export type { EventContext, Severity, UserId } from './events';

// Exceptions that say how they want to be reported
export { BusinessLogicException, ExternalServiceException, MonitoredException } from './exceptions';
export type { ExternalServiceOptions, MonitoredExceptionOptions } from './exceptions';

// Health
export {
  AvailabilityService,
  fromTerminus,
  HealthHistory,
  HealthProbe,
  HealthReporter,
  HealthService,
} from './health';
export type {
  Availability,
  AvailabilityListener,
  CheckHistory,
  CheckOptions,
  CheckResult,
  ExternalService,
  Finding,
  FromTerminusOptions,
  HealthChange,
  HealthDetails,
  HealthFlip,
  HealthHistoryOptions,
  HealthIndicator,
  HealthOptions,
  HealthOverview,
  HealthPolicy,
  HealthProbeOptions,
  HealthReport,
  HealthReportListener,
  HealthReportOptions,
  HealthStatus,
  HealthSubscriber,
  HealthSummary,
  Latency,
  PendingFinding,
  TerminusIndicatorFunction,
} from './health';
export {
  BullMqIndicator,
  CacheManagerIndicator,
  Conditions,
  DatabaseIndicator,
  HttpServiceIndicator,
  TypeOrmIndicator,
} from './integrations';
export type {
  CacheOptions,
  Condition,
  ConnectionCount,
  DatabaseConnection,
  DatabaseOptions,
  ExternalServicesOptions,
  IntegrationsOptions,
  QueueOptions,
} from './integrations';
export type { LifecycleOptions } from './lifecycle';
export { ManagementPortError } from './endpoints';
export type {
  EndpointAccess,
  EndpointAccesses,
  EndpointGuard,
  EndpointPaths,
  EndpointsOptions,
  ManagementOptions,
} from './endpoints';

// For manifests
export { podTimings } from './artifacts';
export type { PodTimingOptions, PodTimings, ProbeTimings } from './artifacts';

// Mistakes, reported when the app starts
export { InvalidOptionsError, ObservabilityError } from './core';
export type { OptionProblem } from './core';
export {
  DependencyInLivenessError,
  DuplicateIndicatorError,
  InvalidHealthProbeError,
  UnknownHealthGroupError,
  UnknownIndicatorError,
  UnnamedIndicatorError,
} from './health';
export {
  DestinationPackageMissingError,
  LogFileError,
  LogTransportError,
  UnknownDestinationError,
} from './signals/logs';
