import { MonitoredException } from './monitored-exception';
import type { MonitoredExceptionOptions } from './monitored-exception';

/** Details of the failure of another service. */
export interface ExternalServiceOptions extends MonitoredExceptionOptions {
  /** The status code that the other service returned. @default unknown */
  responseCode?: number;
}

const BAD_GATEWAY = 502;

/**
 * Another service failed: reported as a warning, because the fault is not in this app. The client
 * gets 502.
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
