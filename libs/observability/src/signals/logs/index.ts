// The logs signal: writes observations, and what the app logs, as JSON lines with pino.
// Enters: ended observations; calls of pino's, nestjs-pino's and Nest's loggers.
// Leaves: redacted lines with the ids of the request, in batches.
export { AccessLevels, isLevel } from './lines/access-levels';
export type { AnsweredRequest } from './lines/access-levels';
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
export { levelNamed } from './records/level-names';
export { LOGS_DEFAULTS, LOGS_RULES } from './logs.options';
export { LOG_LEVELS } from './records/level';
export type {
  LogDestination,
  LogsOptions,
  LogStream,
  LogTarget,
  ResolvedLogsOptions,
} from './logs.options';
export { eventRecord } from './records/event-record';
export type { EventFacts } from './records/event-record';
export { healthReportLog } from './lines/health-report-log';
export type { ReportedHealth } from './lines/health-report-log';
export { LevelChangeError } from './loggers/level-change.errors';
export { NamedLoggers } from './loggers/named-loggers';
export type { LoggerOptions } from './loggers/loggers.options';
export type { TailOptions } from './writer/tail.options';
export {
  addLiveLogs,
  beginLiveLogs,
  areNestLinesWanted,
  liveLogsOf,
  newestLiveLogs,
  ownerOfNestLine,
  removeLiveLogs,
} from './loggers/live-logs';
export type { LiveLogs } from './loggers/live-logs';
export { NestLogger } from './bridges/nest-logger';
export { loadNestjsPino } from './bridges/nestjs-pino.adapter';
export type { NestjsPino } from './bridges/nestjs-pino.adapter';
export { assignFields } from './records/assigned-fields';
export { warnOfNoRequest, warnOfTooMuch } from './records/assign-warnings';
export { loggerForRequest, loggerForRequests } from './writer/request-logger';
export { handOverRoot, ownPinoLogger } from './bridges/nestjs-pino.guard';
