import type { Logger } from 'pino';
import type { Listener, LoggedObservation, Redactor, RequestContext } from '../../../core';
import { describeException } from '../records/exception-record';
import type { ExceptionRecord } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';
import type { NamedLoggers } from '../loggers/named-loggers';

/** Two lines for each call of a method that `@Logged` marks: called, and completed or failed. */
export class LoggedLog implements Listener<LoggedObservation> {
  /** The error whose stack was written last, for each request: only one line has the stack. */
  private readonly reported = new WeakMap<RequestContext, unknown>();

  constructor(
    private readonly loggers: Pick<NamedLoggers, 'get' | 'forClass'>,
    private readonly redactor: Redactor,
  ) {}

  begin(observation: LoggedObservation): void {
    const { method, argumentCount, isLaterRun } = observation;
    const logger = this.loggerOf(observation);
    if (isLaterRun || !logger.isLevelEnabled(method.level)) return;
    const record = this.recordOf(observation, { call: { arguments: argumentCount } });
    logger[method.level](record, `${nameOf(observation)} called`);
  }

  end(observation: LoggedObservation): void {
    const { method, durationSeconds, outcome, failed } = observation;
    const logger = this.loggerOf(observation);
    const level = failed ? 'error' : method.level;
    if (!logger.isLevelEnabled(level)) return;
    const record = this.recordOf(observation, {
      call: { outcome, duration_ms: Math.round(durationSeconds * 100_000) / 100 },
      ...(failed && { exception: this.exceptionOf(observation) }),
    });
    logger[level](record, `${nameOf(observation)} ${failed ? 'failed' : 'completed'}`);
  }

  private loggerOf({ method }: LoggedObservation): Logger {
    return this.loggers.forClass(this.loggers.get(method.logger), method.className);
  }

  private recordOf({ context, method }: LoggedObservation, facts: object): PreparedRecord {
    const { className, methodName } = method;
    return new PreparedRecord({
      context: className,
      method: methodName,
      ...contextFields(context),
      ...facts,
    });
  }

  /** With the stack if the error is logged first; with type and message if it is logged again. */
  private exceptionOf({ context, error }: LoggedObservation): ExceptionRecord {
    const exception = describeException(error, this.redactor);
    if (!context) return exception;
    const isReportedAlready = this.reported.has(context) && this.reported.get(context) === error;
    this.reported.set(context, error);
    return isReportedAlready ? { type: exception.type, message: exception.message } : exception;
  }
}

function nameOf({ method: { className, methodName } }: LoggedObservation): string {
  return `${className}.${methodName}`;
}
