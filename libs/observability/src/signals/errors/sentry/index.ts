// Sentry's SDK, started without the instrumentation that costs each request; free of Nest, so the preload can start it.
// Enters: a DSN and who runs where, from the environment or the module's options; later, newer settings.
// Leaves: Sentry's client, whose envelopes go out by export/; counts of what it delivered and dropped.
export { SentryMissingError } from './sdk/sentry-sdk';
export { ErrorTracking } from './error-tracking';
export type { ErrorTrackingSettings } from './sentry-options';
export type { RequestSessions } from './request-sessions';
export {
  errorTracking,
  hasClientOfApp,
  startErrorTracking,
  whileDying,
} from './start-error-tracking';
