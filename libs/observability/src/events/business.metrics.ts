import { messageOf } from '../core';
import type { Redactor } from '../core';
import { eventRecord } from '../signals/logs';
import type { MetricsService } from '../signals/metrics';
import type { EventContext } from './event.logger';
import type { Loggers } from './loggers';

/** An id of a user, for the log; it is never a label of a metric. */
export type UserId = string | number;

/** The events that nearly every app has, each as a line of the logger `business` and as a metric. */
export class BusinessMetrics {
  constructor(
    private readonly loggers: Loggers,
    private readonly metrics: MetricsService,
    private readonly redactor: Redactor,
  ) {}

  /**
   * Somebody has signed up: `user_registrations_total{method}`.
   * @param method in few values: `email`, `google`
   */
  trackUserSignup(userId: UserId, method: string, context?: EventContext): void {
    this.metrics.trackRegistration(method);
    this.log('user_signup', userId, { method }, context);
  }

  /**
   * Somebody has paid: `business_events_total{event="purchase"}`, and the money in
   * `business_event_value_total{event="purchase",unit}`.
   * @param currency ISO 4217: `EUR`
   */
  trackPurchase(userId: UserId, amount: number, currency: string, context?: EventContext): void {
    this.metrics.track('purchase', amount, { unit: currency });
    this.log('purchase', userId, { amount, currency }, context);
  }

  /**
   * Somebody uses a feature: `business_events_total{event="feature_usage:<feature>"}`.
   * @param feature in few values: `export_pdf`
   */
  trackFeatureUsage(userId: UserId, feature: string, context?: EventContext): void {
    this.metrics.track(`feature_usage:${messageOf(feature)}`);
    this.log('feature_usage', userId, { feature }, context);
  }

  private log(type: string, userId: UserId, facts: EventContext, context?: EventContext): void {
    const safe = this.redactor.value(context);
    const more = typeof safe === 'object' ? safe : undefined;
    const extra = { ...(this.redactor.value(facts) as object), ...more };
    const record = eventRecord({ kind: 'business', type }, extra, userId);
    this.loggers.get('business').info(record, `Business event: ${type}`);
  }
}
