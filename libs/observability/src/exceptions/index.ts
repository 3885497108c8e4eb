// Exceptions that carry reporting hints.
// Enters: a message, and context for the developers.
// Leaves: HttpExceptions; they report nothing themselves, the edge of the app does that when they are uncaught.
export { BusinessLogicException } from './business-logic-exception';
export { ExternalServiceException } from './external-service-exception';
export type { ExternalServiceOptions } from './external-service-exception';
export { MonitoredException } from './monitored-exception';
export type { MonitoredExceptionOptions } from './monitored-exception';
