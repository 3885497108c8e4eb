// Starts error tracking and tracing, before the app is loaded or with it.
// Enters: a DSN, an OTLP endpoint and who runs where, from the environment or the module's options.
// Leaves: Sentry's SDK and OpenTelemetry's, without the instrumentation that costs each request.
export { reportAtExit } from '../export';
export type { ErrorTrackingSettings } from './sentry/error-tracking-settings';
export type { ErrorTracking } from './sentry/error-tracking';
export type { BeforeBreadcrumb, BeforeSend } from './events/event-hooks';
export type { RequestSessions } from './sentry/request-sessions';
export { SentryMissingError } from './sdk/sentry-sdk';
export {
  errorTracking,
  hasClientOfApp,
  startErrorTracking,
  whileDying,
} from './sentry/start-error-tracking';
export { otlpEndpoint, sendsNoTraces } from '../export';
export { TracingMissingError } from './tracing/sdk';
export { hasProviderOfApp, startTracing, stopTracing } from './tracing/start-tracing';
export type { TracingSettings } from './tracing/start-tracing';
export type { Tracing } from './tracing/tracing';
