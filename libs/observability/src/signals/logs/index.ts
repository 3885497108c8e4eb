// The logs signal: observations, and all that the app logs, become lines of JSON by pino.
// Enters: ended observations; calls of pino's, nestjs-pino's and Nest's loggers.
// Leaves: redacted lines with the ids of the request, in batches.
export { Logs } from './logs';
export { LogsHandler } from './logs.handler';
export { LOGS_DEFAULTS, LOGS_RULES, LOG_LEVELS } from './logs.options';
export type { LogDestination, LogsOptions, ResolvedLogsOptions } from './logs.options';
export { NestLogger } from './nest-logger';
