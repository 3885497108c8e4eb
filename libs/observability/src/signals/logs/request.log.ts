import type { Logger } from 'pino';
import type { Listener, Redactor, RequestObservation } from '../../core';
import { describeException } from './exception-record';
import { contextFields, PreparedRecord } from './log-record';

const LONGEST_URL = 2048;
const LONGEST_AGENT = 512;

/** The access line of each request, and an error line for one that failed as nobody planned. */
export class RequestLog implements Listener<RequestObservation> {
  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
    private readonly isQuiet: (route: string) => boolean,
  ) {}

  end(observation: RequestObservation): void {
    if (observation.isUnexpected) this.writeError(observation);
    const isQuiet = observation.status < 400 && this.isQuiet(observation.route);
    if (!isQuiet && this.logger.isLevelEnabled('info')) this.writeAccess(observation);
  }

  private writeAccess(observation: RequestObservation): void {
    const { request, response, context, framework, durationSeconds } = observation;
    const record = new PreparedRecord({
      logger: 'http',
      ...contextFields(context),
      http: {
        method: observation.method,
        route: observation.route || undefined,
        path: this.pathOf(observation),
        status: observation.status,
        duration_ms: rounded(durationSeconds * 1000),
        outcome: observation.outcome,
        response_size: sizeOf(response.getHeader('content-length')),
        client_address: framework.ip,
        user_agent: request.headers['user-agent']?.slice(0, LONGEST_AGENT),
      },
    });
    this.logger.info(record, 'request completed');
  }

  private writeError({ context, error, method, route }: RequestObservation): void {
    const exception = describeException(error, this.redactor);
    const http = { method, route: route || undefined };
    const record = new PreparedRecord({
      logger: 'http',
      ...contextFields(context),
      http,
      exception,
    });
    this.logger.error(record, `unhandled error: ${exception.message}`);
  }

  private pathOf({ request }: RequestObservation): string {
    // Express shortens `url` below a mount path and keeps the whole one here.
    const { originalUrl } = request as { originalUrl?: string };
    return this.redactor.url((originalUrl ?? request.url ?? '').slice(0, LONGEST_URL));
  }
}

function sizeOf(length: number | string | string[] | undefined): number | undefined {
  return length === undefined ? undefined : Number(length);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
