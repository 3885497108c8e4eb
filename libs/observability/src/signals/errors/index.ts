// The errors signal: unhandled errors, and what the app reports itself, each once.
// Enters: ended observations that failed, errors in the app's log lines, calls of ErrorTracker.
// Leaves: the local inbox, counts, and with a DSN Sentry events.
export { AppCaptures } from './app-captures';
export type { EventSource } from './app-captures';
export { ErrorCounts } from './error-counts';
export { ErrorInbox } from './error-inbox';
export type { InboxEntry, InboxRequest } from './error-inbox';
export { ErrorReporter } from './error-reporter';
export type { ErrorFacts, ErrorOrigin, ErrorSink } from './error-sink';
export { ErrorTracker } from './error-tracker';
export type { ErrorDetails, PerformanceIssueOptions } from './error-tracker';
export { CronCheckIns } from './cron-check-ins';
export type { CheckInSender } from './cron-check-ins';
export { ErrorsHandler } from './errors.handler';
export type { ErrorsHandlerParts } from './errors.handler';
export type { BodyRule } from './body-facts';
export { ERRORS_DEFAULTS, ERRORS_RULES, quotaDefaults } from './errors.options';
export type {
  BeforeBreadcrumb,
  BeforeSend,
  ErrorsOptions,
  ResolvedErrorsOptions,
} from './errors.options';
export { IgnoreRules } from './ignore.rules';
export type { ErrorMatcher, IgnoreOptions } from './ignore.rules';
export { presentInbox } from './inbox-page';
export type { InboxPage } from './inbox-page';
export { LoggedErrors } from './logged.errors';
export { RepeatLimit } from './repeat-limit';
export type { EventRules } from './sentry-event';
export { SentrySink } from './sentry-sink';
export type { Sentry } from './sentry-sink';
export { SessionsHandler } from './sessions.handler';
