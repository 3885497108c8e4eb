import type { Logger } from 'pino';
import type { Listener, Redactor, RequestObservation, ServiceIdentity } from '../../core';
import { AccessLine } from './access.line';
import { describeException } from './exception-record';
import { contextFields, PreparedRecord } from './log-record';
import { baseOf } from './logger';
import type { LogDestination } from './logs.options';

/** What the log of requests works with. */
export interface RequestLogParts {
  readonly logger: Logger;
  readonly lines: LogDestination;
  readonly redactor: Redactor;
  readonly service: ServiceIdentity;
  /** Whether requests that are fine get a line at all. */
  readonly hasAccessLines: boolean;
  /** Tells the routes whose successes are not logged: probes and scrapes. */
  readonly isQuiet: (route: string) => boolean;
}

/** The access line of each request, and an error line for one that failed as nobody planned. */
export class RequestLog implements Listener<RequestObservation> {
  private readonly accessLine: AccessLine;

  constructor(private readonly parts: RequestLogParts) {
    this.accessLine = new AccessLine(baseOf(parts.service), parts.redactor);
  }

  end(observation: RequestObservation): void {
    const { logger, lines, hasAccessLines, isQuiet } = this.parts;
    if (observation.isUnexpected) this.writeError(observation);
    if (!hasAccessLines || !logger.isLevelEnabled('info')) return;
    const isSilent = observation.status < 400 && isQuiet(observation.route);
    if (!isSilent) lines.write(this.accessLine.of(observation));
  }

  private writeError({ context, error, method, route }: RequestObservation): void {
    const { logger, redactor } = this.parts;
    const exception = describeException(error, redactor);
    const http = { method, route: route || undefined };
    const record = new PreparedRecord({
      logger: 'http',
      ...contextFields(context),
      http,
      exception,
    });
    logger.error(record, `unhandled error: ${exception.message}`);
  }
}
