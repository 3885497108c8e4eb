// The errors signal: unhandled errors, and what the app reports itself, each once.
// Enters: ended observations that failed, errors in the app's log lines, calls of ErrorTracker.
// Leaves: the local inbox, counts, and with a DSN Sentry events.
export { AppCaptures } from './event/app-captures';
export type { EventSource } from './event/app-captures';
export { ErrorCounts } from './reporter/error-counts';
export { ErrorInbox, presentInbox } from './inbox/error-inbox';
export type { InboxEntry, InboxPage, InboxRequest } from './inbox/error-inbox';
export { ErrorReporter } from './reporter/error-reporter';
export type { ErrorFacts, ErrorOrigin, ErrorSink } from './facts/error-sink';
export { ErrorTracker } from './error-tracker';
export type { ErrorDetails, PerformanceIssueOptions } from './error-tracker';
export { CronCheckIns } from './cron-check-ins';
export type { CheckInSender } from './cron-check-ins';
export { ErrorsHandler } from './errors.handler';
export type { ErrorsHandlerParts } from './errors.handler';
export type { BodyRule } from './event/body-facts';
export { ERRORS_DEFAULTS, ERRORS_RULES, quotaDefaults } from './errors.options';
export type {
  BeforeBreadcrumb,
  BeforeSend,
  ErrorsOptions,
  ResolvedErrorsOptions,
} from './errors.options';
export { IgnoreRules } from './reporter/ignore.rules';
export type { ErrorMatcher, IgnoreOptions } from './reporter/ignore.rules';
export { LoggedErrors } from './reporter/logged-errors';
export { RepeatLimit } from './reporter/repeat-limit';
export type { EventRules } from './event/sentry-event';
export { SentrySink } from './event/sentry-sink';
export type { Sentry } from './event/sentry-sink';
export { SessionsHandler } from './sessions.handler';
