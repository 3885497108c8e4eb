// The logs signal: observations, and all that the app logs, become lines of JSON by pino.
// Enters: ended observations; calls of pino's, nestjs-pino's and Nest's loggers.
// Leaves: redacted lines with the ids of the request, in batches.
export { AccessLevels, isLevel } from './access-levels';
export type { AnsweredRequest } from './access-levels';
export { Logs } from './logs';
export { LogsHandler } from './logs.handler';
export {
  DestinationPackageMissingError,
  LogFileError,
  LogTransportError,
  UnknownDestinationError,
} from './destinations/destination.errors';
export type {
  CommonDestinationOptions,
  ConsoleDestinationOptions,
  CustomDestinationOptions,
  DestinationOptions,
  EmailDestinationOptions,
  FileDestinationOptions,
  SyslogDestinationOptions,
  TransportDestinationOptions,
} from './destinations/destination.options';
export { PrettyMissingError } from './formats/pretty-format';
export type { LogFormat } from './formats/format';
export { levelNamed } from './level-names';
export { LOGS_DEFAULTS, LOGS_RULES, LOG_LEVELS } from './logs.options';
export type {
  LogDestination,
  LogsOptions,
  LogStream,
  LogTarget,
  ResolvedLogsOptions,
} from './logs.options';
export { eventRecord } from './event-record';
export type { EventFacts } from './event-record';
export { healthReportLog } from './health-report-log';
export type { ReportedHealth } from './health-report-log';
export { LevelChangeError } from './loggers/level-change.errors';
export { NamedLoggers } from './loggers/named-loggers';
export type { LoggerOptions, TailOptions } from './loggers/loggers.options';
export {
  addLiveLogs,
  beginLiveLogs,
  areNestLinesWanted,
  liveLogsOf,
  newestLiveLogs,
  ownerOfNestLine,
  removeLiveLogs,
} from './live-logs';
export type { LiveLogs } from './live-logs';
export { NestLogger } from './nest-logger';
export { loadNestjsPino } from './nestjs-pino.adapter';
export type { NestjsPino } from './nestjs-pino.adapter';
export { assignFields } from './assigned-fields';
export { warnOfNoRequest, warnOfTooMuch } from './assign-warnings';
export { loggerForRequest, loggerForRequests } from './request-logger';
export { handOverRoot, ownPinoLogger } from './nestjs-pino.guard';
