// Checks the health of the app: contract, registry, checker, aggregate, present.
// Enters: indicators, from the integrations, from options and from Terminus.
// Leaves: one report, even if indicators throw or hang.
export { aggregate } from './model/aggregate';
export type { HealthReport, HealthSummary } from './model/aggregate';
export { AvailabilityService } from './report/availability';
export type { Availability, AvailabilityListener } from './report/availability';
export type { CheckOptions } from './check/check.options';
export { badnessOf, Findings, roundedMs } from './model/contract';
export type {
  CheckResult,
  Finding,
  HealthChange,
  HealthDetails,
  HealthIndicator,
  HealthPolicy,
  HealthStatus,
  HealthSubscriber,
  PendingFinding,
} from './model/contract';
export { HealthChecker } from './check/health.checker';
export {
  DependencyInLivenessError,
  DuplicateIndicatorError,
  InvalidHealthProbeError,
  UnknownHealthGroupError,
  UnknownIndicatorError,
  UnnamedIndicatorError,
} from './model/health.errors';
export { HealthGroups } from './check/health-groups';
export { HEALTH_DEFAULTS, HEALTH_RULES } from './health.options';
export type { ExternalService, HealthOptions, ResolvedHealthOptions } from './health.options';
export { HealthService } from './report/health-service';
export type { InstanceFaultListener } from './check/instance-faults';
export { IndicatorRegistry } from './check/indicator.registry';
export { findUnknownChecks } from './check/named-checks';
export { evaluateProbe, evaluateReadiness } from './model/policy';
export { HealthProbe, healthProbeOf } from './model/health-probe.decorator';
export type { HealthProbeOptions } from './model/health-probe.decorator';
export { probeIndicator } from './model/probe.indicator';
export { HealthCollector } from './report/health-collector';
export { HealthHistory } from './report/health-history';
export type { CheckHistory, HealthFlip } from './report/check-history';
export { HEALTH_HISTORY_DEFAULTS } from './report/health-history.options';
export type { HealthHistoryOptions } from './report/health-history.options';
export type { Latency } from './report/result-ring';
export { presentHistory } from './present/history-json';
export { httpStatusOf } from './present/http-status';
export { HEALTH_FORMATS, HEALTH_PRESENTERS } from './present/presenters';
export type { HealthFormat, HealthPresenter } from './present/presenters';
export { presentCheck, presentReport, presentStatus } from './present/report-json';
export type { ShownAvailability, ShownHealth } from './present/shown-health';
export { HealthReporter } from './report/health-reporter';
export type { HealthReportListener } from './report/health-reporter';
export type { HealthOverview } from './report/health-overview';
export type { HealthReportOptions } from './report/health-report.options';
export { fromTerminus } from './model/terminus.adapter';
export type { TerminusIndicatorFunction } from './model/terminus.adapter';
export type { FromTerminusOptions } from './model/terminus.adapter';
