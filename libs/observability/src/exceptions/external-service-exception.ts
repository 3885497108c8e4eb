import { MonitoredException } from './monitored-exception';
import type { MonitoredExceptionOptions } from './monitored-exception';

/** What is known of the failure of another service. */
export interface ExternalServiceOptions extends MonitoredExceptionOptions {
  /** The status that the other service answered. @default unknown */
  responseCode?: number;
}

const BAD_GATEWAY = 502;

/**
 * Another service failed: a warning, since it is not this app that must be repaired. The client gets
 * 502.
 *
 * @example `throw new ExternalServiceException('payments', 'Declined', { responseCode: 503 })`
 */
export class ExternalServiceException extends MonitoredException {
  /**
   * @param service its name
   * @param message what failed; the client reads it
   */
  constructor(
    readonly service: string,
    message: string,
    options: ExternalServiceOptions = {},
  ) {
    const { responseCode, context, level = 'warning', status = BAD_GATEWAY, ...rest } = options;
    const facts = { service_name: service, response_code: responseCode, ...context };
    super(message, { ...rest, level, status, context: facts });
  }
}
