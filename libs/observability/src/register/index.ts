// Starts error tracking and tracing, before the app is loaded or with it.
// Enters: a DSN, an OTLP endpoint and who runs where, from the environment or the module's options.
// Leaves: Sentry's SDK and OpenTelemetry's, without the instrumentation that costs each request.
export { reportAtExit } from './at-exit';
export type { ErrorTrackingSettings } from './error-tracking-settings';
export type { ErrorTracking } from './error-tracking';
export type { BeforeBreadcrumb, BeforeSend } from './events/event-hooks';
export type { LossListener } from './loss-report';
export type { RequestSessions } from './request-sessions';
export { SentryMissingError } from './sentry-sdk';
export {
  errorTracking,
  hasClientOfApp,
  startErrorTracking,
  whileDying,
} from './start-error-tracking';
export { otlpEndpoint, sendsNoTraces } from './tracing/otlp-endpoint';
export { TracingMissingError } from './tracing/sdk';
export { serviceName } from './tracing/service-name';
export { hasProviderOfApp, startTracing, stopTracing } from './tracing/start-tracing';
export type { TracingSettings } from './tracing/start-tracing';
export type { Tracing } from './tracing/tracing';
