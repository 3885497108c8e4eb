import type { ErrorLevel, Redactor, Report, RequestContext } from '../../../core';
import { describeException } from '../records/exception-record';
import { withBound } from '../records/bound-fields';
import { contextFields, PreparedRecord } from '../records/log-record';
import type { LogFields } from '../records/log-record';
import type { NamedLoggers } from '../loggers/named-loggers';

/** The logger of each kind of report; events have their line already. */
const LOGGERS: Readonly<Partial<Record<Report['kind'], string>>> = {
  captured: 'app',
  business: 'business',
  performance: 'performance',
};

/** The pino level of each Sentry level. */
const LEVELS: Readonly<Record<ErrorLevel, 'fatal' | 'error' | 'warn' | 'info' | 'debug'>> = {
  fatal: 'fatal',
  error: 'error',
  warning: 'warn',
  info: 'info',
  debug: 'debug',
};

/** A line for each report of the app, at its own level. */
export class ReportLog {
  constructor(
    private readonly loggers: Pick<NamedLoggers, 'get'>,
    private readonly redactor: Redactor,
  ) {}

  write(report: Report, context: RequestContext | undefined): void {
    const { kind, level, message, thrown, tags, extra } = report;
    const logger = LOGGERS[kind];
    if (logger === undefined) return;
    const said = { ...tags, ...extra };
    const fields: LogFields = {
      ...(thrown && { exception: describeException(thrown.error, this.redactor) }),
      ...(Object.keys(said).length > 0 && { extra: this.redactor.value(said) }),
    };
    const record = new PreparedRecord(withBound(contextFields(context), fields));
    this.loggers.get(logger)[LEVELS[level]](record, this.redactor.text(message));
  }
}
