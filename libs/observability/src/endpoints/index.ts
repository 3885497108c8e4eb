// The library's endpoints: probes, health pages, metrics.
// Enters: HTTP requests, in front of the app.
// Leaves: responses that are never cached; details only for authorised clients.
export { Access } from './access';
export type { AccessParts, AccessRule } from './access';
export { accessSummary } from './access-summary';
export type { AccessLine } from './access-summary';
export { EndpointTable } from './endpoint-table';
export { ENDPOINT_PATHS, ENDPOINTS_RULES, MANAGEMENT_HOST } from './endpoints.options';
export type {
  EndpointAccess,
  EndpointAccesses,
  EndpointGuard,
  EndpointPaths,
  EndpointsOptions,
  ManagementOptions,
  ResolvedEndpointsOptions,
  ResolvedManagementOptions,
} from './endpoints.options';
export { errorsEndpoint } from './errors.endpoint';
export { healthEndpoints } from './health-endpoints';
export type { HealthEndpointParts } from './health-endpoints';
export { infoEndpoint } from './info.endpoint';
export { loggersEndpoint } from './loggers.endpoint';
export type { LevelSwitch } from './loggers.endpoint';
export { ManagementPortError, ManagementServer } from './management-server';
export { metricsEndpoint } from './metrics.endpoint';
export { Refusals } from './refusals';
export type { Refusal, RefusalReason, RefusalReport } from './refusals';
export { STRONG_TOKEN, weaknessOf } from './token-strength';
