// Starts error tracking, before the app is loaded or with it.
// Enters: a DSN and who runs where, from the environment or from the module's options.
// Leaves: the Sentry SDK, started without the instrumentation that costs each request.
export { SentryMissingError, startErrorTracking } from './start-error-tracking';
export type { ErrorTrackingSettings } from './start-error-tracking';
