// Tells how the app is doing: contract, registry, checker, aggregate, present.
// Enters: indicators, from the integrations, from options and from Terminus.
// Leaves: one report, whatever the indicators do.
export { aggregate } from './aggregate';
export type { HealthReport, HealthSummary } from './aggregate';
export { AvailabilityService } from './availability';
export type { Availability, AvailabilityListener } from './availability';
export type { CheckOptions } from './check.options';
export { badnessOf, Findings, roundedMs } from './contract';
export type {
  CheckResult,
  Finding,
  HealthChange,
  HealthDetails,
  HealthIndicator,
  HealthPolicy,
  HealthStatus,
  HealthWatcher,
  PendingFinding,
} from './contract';
export { HealthChecker } from './health.checker';
export {
  DependencyInLivenessError,
  DuplicateIndicatorError,
  InvalidHealthProbeError,
  UnknownHealthGroupError,
  UnknownIndicatorError,
  UnnamedIndicatorError,
} from './health.errors';
export { HealthGroups } from './health-groups';
export { HEALTH_DEFAULTS, HEALTH_RULES } from './health.options';
export type { ExternalService, HealthOptions, ResolvedHealthOptions } from './health.options';
export { HealthService } from './health-service';
export type { HindranceListener } from './hindrances';
export { IndicatorRegistry } from './indicator.registry';
export { findUnknownChecks } from './named-checks';
export { judgeProbe, judgeReadiness } from './policy';
export { HealthProbe, healthProbeOf } from './probe/health-probe.decorator';
export type { HealthProbeOptions } from './probe/health-probe.decorator';
export { probeIndicator } from './probe/probe.indicator';
export { HealthReadings } from './health-readings';
export { HealthHistory } from './history/health-history';
export type { CheckHistory, HealthFlip } from './history/check-history';
export { HEALTH_HISTORY_DEFAULTS } from './history/health-history.options';
export type { HealthHistoryOptions } from './history/health-history.options';
export type { Latency } from './history/result-ring';
export { acceptedFormat, HEALTH_FORMATS, namedFormat } from './present/format';
export type { HealthFormat } from './present/format';
export { presentHistory } from './present/history-json';
export { httpStatusOf } from './present/http-status';
export { HEALTH_PRESENTERS } from './present/presenters';
export type { HealthPresenter } from './present/presenters';
export { presentCheck, presentReport, presentStatus } from './present/report-json';
export type { ShownAvailability, ShownHealth } from './present/shown-health';
export { HealthReporter } from './report/health-reporter';
export type { HealthReportListener } from './report/health-reporter';
export type { HealthOverview } from './report/health-overview';
export type { HealthReportOptions } from './report/health-report.options';
export { fromTerminus } from './terminus.adapter';
export type { TerminusIndicatorFunction } from './terminus.adapter';
export type { FromTerminusOptions } from './terminus.adapter';
