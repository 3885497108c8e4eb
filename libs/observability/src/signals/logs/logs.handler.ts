import type { Logger } from 'pino';
import type {
  CheckObservation,
  CrashOrigin,
  JobObservation,
  Listener,
  LoggedObservation,
  MessageObservation,
  ObservationHandler,
  OperationObservation,
  QueryObservation,
  Redactor,
  Report,
  RequestContext,
  RequestObservation,
  ServiceIdentity,
  TaskObservation,
} from '../../core';
import { CheckLog } from './lines/check-log';
import { describeException } from './records/exception-record';
import { JobLog } from './lines/job-log';
import { contextFields, PreparedRecord } from './records/log-record';
import { LoggedLog } from './lines/logged-log';
import type { NamedLoggers } from './loggers/named-loggers';
import { MessageLog } from './lines/message-log';
import { OperationLog } from './lines/operation-log';
import { QueryLog } from './lines/query-log';
import { ReportLog } from './lines/report-log';
import { RequestLog } from './lines/request-log';
import type { RequestLogParts } from './lines/request-log';
import { TaskLog } from './lines/task-log';
import { settlingTail } from './writer/settle-tail';
import type { TailBuffer } from './writer/tail-buffer';

/** The dependencies of the library's own log lines. */
export interface LogsHandlerParts extends Pick<
  RequestLogParts,
  'hasAccessLines' | 'startedLevel' | 'isQuiet' | 'isIgnored' | 'levels' | 'drops'
> {
  readonly loggers: NamedLoggers;
  readonly redactor: Redactor;
  readonly tail: TailBuffer | undefined;
  readonly service: ServiceIdentity;
  /** Longer queries are slow, in milliseconds. */
  readonly slowQueryMs: number;
}

const CRASHES: Readonly<Record<CrashOrigin, string>> = {
  uncaughtException: 'uncaught exception',
  unhandledRejection: 'unhandled rejection',
  start: 'the app could not start',
};

/** The logs signal: writes a line for each relevant observation. */
export class LogsHandler implements ObservationHandler {
  readonly name = 'logs';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly logged: Listener<LoggedObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly messages: Listener<MessageObservation>;
  readonly tasks: Listener<TaskObservation>;
  readonly checks: Listener<CheckObservation>;
  readonly queries: Listener<QueryObservation>;

  private readonly reports: ReportLog;
  private readonly logger: Logger;
  private readonly redactor: Redactor;

  constructor({ loggers, redactor, tail, ...parts }: LogsHandlerParts) {
    this.logger = loggers.get('app');
    this.redactor = redactor;
    this.reports = new ReportLog(loggers, redactor);
    const http = { logger: loggers.get('http'), lines: loggers.outputOf('http'), redactor };
    this.requests = settlingTail(new RequestLog({ ...parts, ...http }), tail);
    this.operations = settlingTail(new OperationLog(loggers, redactor), tail);
    this.logged = new LoggedLog(loggers, redactor);
    this.jobs = settlingTail(new JobLog(loggers.get('queue'), redactor), tail);
    this.messages = settlingTail(new MessageLog(loggers.get('queue'), redactor), tail);
    this.tasks = settlingTail(new TaskLog(loggers.get('app'), redactor), tail);
    this.checks = new CheckLog(loggers.get('health'), redactor);
    const database = loggers.get('database');
    this.queries = new QueryLog(database, redactor, parts.slowQueryMs, tail !== undefined);
  }

  uncaught(error: unknown, context: RequestContext | undefined, crash?: CrashOrigin): void {
    const exception = describeException(error, this.redactor);
    const record = new PreparedRecord({ ...contextFields(context), exception });
    // Above error only if the process ends.
    if (crash) this.logger.fatal(record, `${CRASHES[crash]}: ${exception.message}`);
    else this.logger.error(record, `unhandled error: ${exception.message}`);
  }

  reported(report: Report, context: RequestContext | undefined): void {
    this.reports.write(report, context);
  }
}
