// Exceptions that say how they want to be reported.
// Enters: a message, and what the developers should know besides.
// Leaves: HttpExceptions; they report nothing themselves, the edge does that where nobody handles them.
export { BusinessLogicException } from './business-logic-exception';
export { ExternalServiceException } from './external-service-exception';
export type { ExternalServiceOptions } from './external-service-exception';
export { MonitoredException } from './monitored-exception';
export type { MonitoredExceptionOptions } from './monitored-exception';
