// The errors signal: errors that nobody handled are reported, each once.
// Enters: ended observations that failed.
// Leaves: Sentry events; nothing at all without a DSN.
export type { ErrorFacts, ErrorSink } from './error-sink';
export { ErrorsHandler } from './errors.handler';
export { ERRORS_RULES } from './errors.options';
export type { ErrorsOptions } from './errors.options';
export { RepeatLimit } from './repeat.limit';
export { SentrySink } from './sentry.sink';
export type { Sentry } from './sentry.sink';
