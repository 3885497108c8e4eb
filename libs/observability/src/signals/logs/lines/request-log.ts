import type { Logger } from 'pino';
import { matchesRequest, pathOf, urlOf } from '../../../core';
import type { Listener, Drops, Redactor, RequestObservation, ServiceIdentity } from '../../../core';
import { AccessLine, MAX_URL_LENGTH } from './access-line';
import type { AccessLevels } from './access-levels';
import { AccessLines } from './access-lines';
import { LEVEL_NUMBERS } from '../records/level';
import { describeException } from '../records/exception-record';
import { callerFields, contextFields, PreparedRecord } from '../records/log-record';
import { ProbeLog } from './probe-log';
import type { LogDestination } from '../destinations/log-destination';
import { baseOf } from '../writer/logger';

/** The dependencies of the request log. */
export interface RequestLogParts {
  readonly logger: Logger;
  readonly lines: LogDestination;
  readonly redactor: Redactor;
  readonly drops: Drops;
  readonly service: ServiceIdentity;
  /** Whether successful requests get a line. */
  readonly hasAccessLines: boolean;
  /** The level of the line that logs the start of a request. */
  readonly startedLevel: 'debug' | 'info' | 'silent';
  /** Whether successes of a route are not logged: probes and scrapes. */
  readonly isQuiet: (route: string) => boolean;
  /** Routes and paths whose requests are not logged; undefined for none. */
  readonly isIgnored?: ((path: string) => boolean) | undefined;
  readonly levels: AccessLevels;
}

const CLIENT_ERROR = 400;
const NEVER = -Infinity;

/**
 * The lines of a request: its start, its end (the access line), and an error line if it failed
 * unexpectedly.
 */
export class RequestLog implements Listener<RequestObservation> {
  private readonly accessLines: AccessLines;
  private readonly probes: ProbeLog;
  private readonly startedValue: number;

  constructor(private readonly parts: RequestLogParts) {
    const { startedLevel } = parts;
    this.startedValue = startedLevel === 'silent' ? NEVER : LEVEL_NUMBERS[startedLevel];
    const line = new AccessLine(baseOf(parts.service), parts.redactor);
    this.probes = new ProbeLog(parts.logger, parts.redactor);
    this.accessLines = new AccessLines(line, parts.lines, parts.drops);
  }

  begin(observation: RequestObservation): void {
    if (this.startedValue >= this.parts.logger.levelVal) this.writeStart(observation);
  }

  end(observation: RequestObservation): void {
    const { logger, hasAccessLines, isQuiet } = this.parts;
    if (observation.isUnexpected) this.writeError(observation);
    this.writeProbe(observation);
    if (!hasAccessLines) return;
    const { route, status, failedHealthCheck } = observation;
    const isProbe = isQuiet(route);
    if (isProbe && status < CLIENT_ERROR) return;
    // A 503 is an expected response to a probe.
    const level = isProbe || failedHealthCheck ? 'info' : this.parts.levels.of(observation);
    if (level === 'silent' || LEVEL_NUMBERS[level] < logger.levelVal) return;
    if (!isProbe && this.isIgnored(observation)) return;
    this.accessLines.add(observation, level);
  }

  private isIgnored({ route, request }: RequestObservation): boolean {
    const { isIgnored } = this.parts;
    return isIgnored !== undefined && matchesRequest(isIgnored, route, request);
  }

  private writeProbe(observation: RequestObservation): void {
    const { failedHealthCheck } = observation;
    if (failedHealthCheck) this.probes.failed(observation, failedHealthCheck);
    else if (observation.status < CLIENT_ERROR) this.probes.passed(observation);
  }

  /** The route and the user are not known yet. */
  private writeStart({ context, method, request }: RequestObservation): void {
    const { logger, redactor, isQuiet, isIgnored, startedLevel } = this.parts;
    const url = urlOf(request);
    const path = pathOf(request);
    if (startedLevel === 'silent' || isQuiet(path) || isIgnored?.(path)) return;
    const { requestId, traceId, spanId } = context;
    const record = new PreparedRecord({
      request_id: requestId,
      trace_id: traceId,
      span_id: spanId,
      ...callerFields(context),
      http: { method, path: redactor.url(url, MAX_URL_LENGTH).slice(0, MAX_URL_LENGTH) },
    });
    logger[startedLevel](record, 'request started');
  }

  private writeError({ context, error, method, route, graphql }: RequestObservation): void {
    const { logger, redactor } = this.parts;
    const exception = describeException(error, redactor);
    const http = { method, route: route || undefined };
    const operation = graphql && { graphql };
    const record = new PreparedRecord({ ...contextFields(context), http, ...operation, exception });
    logger.error(record, `unhandled error: ${exception.message}`);
  }
}
