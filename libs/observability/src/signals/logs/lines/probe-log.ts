import type { Logger } from 'pino';
import type { FailedHealthCheck, Redactor, RequestObservation } from '../../../core';
import { contextFields, PreparedRecord } from '../records/log-record';

const MAX_ROUTES = 100;

/** Logs when the app's own health routes begin to fail, fail differently, and recover: one line for each change. */
export class ProbeLog {
  /** The last reports of the failing routes. */
  private readonly failing = new Map<string, string>();

  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  failed(observation: RequestObservation, { status, failing }: FailedHealthCheck): void {
    const { route } = observation;
    const names = failing.map((name) => this.redactor.text(name));
    const said = `${status}: ${names.join(', ')}`;
    if (this.failing.get(route) === said) return;
    if (this.failing.size < MAX_ROUTES || this.failing.has(route)) this.failing.set(route, said);
    const record = recordOf(observation, { status, failing: names });
    const which = names.length > 0 ? `: ${names.join(', ')}` : '';
    this.logger.warn(record, `health check ${route} reports "${status}"${which}`);
  }

  /** Logs that a failing route has recovered. */
  passed(observation: RequestObservation): void {
    if (this.failing.size === 0 || !this.failing.delete(observation.route)) return;
    const record = recordOf(observation, { status: 'ok', failing: [] });
    this.logger.info(record, `health check ${observation.route} has recovered`);
  }
}

function recordOf({ context, method, route }: RequestObservation, health: object): PreparedRecord {
  return new PreparedRecord({ ...contextFields(context), http: { method, route }, health });
}
