// Tells how the app is doing: contract, registry, checker, aggregate, present.
// Enters: indicators, from the integrations, from options and from Terminus.
// Leaves: one report, whatever the indicators do.
export { aggregate } from './aggregate';
export type { HealthReport, HealthSummary } from './aggregate';
export { Findings, roundedMs } from './contract';
export type {
  CheckResult,
  Finding,
  HealthDetails,
  HealthIndicator,
  HealthStatus,
} from './contract';
export { HealthChecker } from './health.checker';
export {
  DependencyInLivenessError,
  DuplicateIndicatorError,
  UnknownIndicatorError,
  UnnamedIndicatorError,
} from './health.errors';
export { HEALTH_DEFAULTS, HEALTH_RULES } from './health.options';
export type { ExternalService, HealthOptions } from './health.options';
export { HealthService } from './health.service';
export { IndicatorRegistry } from './indicator.registry';
export { httpStatusOf, presentReport, presentStatus } from './present';
export { fromTerminus } from './terminus.adapter';
export type { TerminusIndicatorFunction } from './terminus.adapter';
