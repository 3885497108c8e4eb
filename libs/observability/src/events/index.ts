// Named loggers for the app, and business, performance and security events.
// Enters: calls from the app's code.
// Leaves: lines of the loggers business, performance and security, and business metrics.
export { BusinessMetrics } from './business-metrics';
export type { UserId } from './business-metrics';
export { EventLogger } from './event-logger';
export type { EventContext, Severity } from './event-logger';
export { InjectLogger, injectedLoggers, loggerToken } from './inject-logger.decorator';
export { Loggers } from './loggers';
