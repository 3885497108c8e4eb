import { messageOf } from '../core';
import type { Redactor } from '../core';
import { eventRecord } from '../signals/logs';
import type { Loggers } from './loggers';

/** The severity of a security event. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** Details of an event, for the log only; secrets in it are redacted. */
export type EventContext = Readonly<Record<string, unknown>>;

const LEVELS = { low: 'info', medium: 'warn', high: 'error', critical: 'fatal' } as const;
const SLOW_SECONDS = 1;

/**
 * Logs business, performance and security events, each with a logger of its own: `business`, `performance`, `security`. It never throws.
 */
export class EventLogger {
  constructor(
    private readonly loggers: Loggers,
    private readonly redactor: Redactor,
  ) {}

  /**
   * Logs a business event.
   * @param type one of a few values: `order_placed`
   */
  business(type: string, context?: EventContext): void {
    const event = { kind: 'business', type: this.textOf(type) } as const;
    const record = eventRecord(event, this.redactor.value(context));
    this.loggers.get('business').info(record, `Business event: ${event.type}`);
  }

  /**
   * Logs how long an operation took; above one second it is a warning with `slow_operation`.
   * @param operation one of a few values: `invoices.render`
   */
  performance(operation: string, seconds: number, context?: EventContext): void {
    const isSlow = isAbove(seconds, SLOW_SECONDS);
    const event = {
      kind: 'performance',
      type: isSlow ? 'slow_operation' : 'operation',
      operation: this.textOf(operation),
      duration_seconds: this.redactor.value(seconds),
      slow_operation: isSlow,
    } as const;
    const record = eventRecord(event, this.redactor.value(context));
    const message = `Performance: ${event.operation} took ${messageOf(seconds)} s`;
    this.loggers.get('performance')[isSlow ? 'warn' : 'info'](record, message);
  }

  /**
   * Logs a security event; low, medium, high and critical are info, warn, error and fatal.
   * @param type one of a few values: `failed_login`
   */
  security(type: string, severity: Severity = 'low', context?: EventContext): void {
    const event = { kind: 'security', type: this.textOf(type), severity } as const;
    const record = eventRecord(event, this.redactor.value(context));
    // Plain JavaScript may pass any other value: then it is a warning.
    const level = Object.hasOwn(LEVELS, severity) ? LEVELS[severity] : 'warn';
    this.loggers.get('security')[level](record, `Security event: ${event.type}`);
  }

  private textOf(text: string): string {
    return this.redactor.text(messageOf(text));
  }
}

/** Plain JavaScript may pass any value; comparing a symbol would throw. */
function isAbove(seconds: unknown, limit: number): boolean {
  return typeof seconds === 'number' && seconds > limit;
}
