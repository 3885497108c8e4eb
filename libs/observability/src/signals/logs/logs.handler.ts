import type { Logger } from 'pino';
import type {
  CheckObservation,
  JobObservation,
  Listener,
  ObservationHandler,
  OperationObservation,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../core';
import { CheckLog } from './check.log';
import { describeException } from './exception-record';
import { JobLog } from './job.log';
import { contextFields, PreparedRecord } from './log-record';
import { OperationLog } from './operation.log';
import { RequestLog } from './request.log';
import type { RequestLogParts } from './request.log';

/** The logs signal: every observation that is worth a line gets one. */
export class LogsHandler implements ObservationHandler {
  readonly name = 'logs';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly checks: Listener<CheckObservation>;

  private readonly logger: Logger;
  private readonly redactor: Redactor;

  constructor(parts: RequestLogParts) {
    const { logger, redactor } = parts;
    this.logger = logger;
    this.redactor = redactor;
    this.requests = new RequestLog(parts);
    this.operations = new OperationLog(logger, redactor);
    this.jobs = new JobLog(logger, redactor);
    this.checks = new CheckLog(logger, redactor);
  }

  stray(error: unknown, context: RequestContext | undefined): void {
    const exception = describeException(error, this.redactor);
    const record = new PreparedRecord({ logger: 'app', ...contextFields(context), exception });
    this.logger.error(record, `unhandled error: ${exception.message}`);
  }
}
