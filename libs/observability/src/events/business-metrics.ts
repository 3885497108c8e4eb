import { currentContext, messageOf } from '../core';
import type { Observer, Redactor, Report } from '../core';
import { eventRecord } from '../signals/logs';
import type { MetricsService } from '../signals/metrics';
import type { EventContext } from './event-logger';
import type { Loggers } from './loggers';

/** An id of a user, for the log; it is never a label of a metric. */
export type UserId = string | number;

/** Dependencies of BusinessMetrics. */
export interface BusinessMetricsParts {
  readonly loggers: Loggers;
  readonly metrics: MetricsService;
  readonly redactor: Redactor;
  readonly observer: Observer;
}

/** An event of the business. */
interface BusinessEvent {
  readonly type: string;
  /** As Sentry shows it. */
  readonly title: string;
  /** Low-cardinality values to search by. */
  readonly tags: Readonly<Record<string, string>>;
  readonly facts: EventContext;
}

/**
 * The events that nearly every app has, each as a line of the logger `business`, as a metric, and with a DSN as an event
 * at `info` in Sentry (`errors.businessEvents`).
 */
export class BusinessMetrics {
  constructor(private readonly parts: BusinessMetricsParts) {}

  /**
   * A user has signed up: `user_registrations_total{method}`.
   * @param method one of a few values: `email`, `google`
   */
  trackUserSignup(userId: UserId, method: string, context?: EventContext): void {
    this.parts.metrics.trackRegistration(method);
    const tags = { signup_method: method };
    const facts = { method };
    this.track({ type: 'user_signup', title: 'User Signup', tags, facts }, userId, context);
  }

  /**
   * A user has paid: `business_events_total{event="purchase"}`, and the money in
   * `business_event_value_total{event="purchase",unit}`.
   * @param currency ISO 4217: `EUR`
   */
  trackPurchase(userId: UserId, amount: number, currency: string, context?: EventContext): void {
    this.parts.metrics.track('purchase', amount, { unit: currency });
    const title = `Purchase: ${messageOf(amount)} ${messageOf(currency)}`;
    const facts = { amount, currency };
    this.track({ type: 'purchase', title, tags: { currency }, facts }, userId, context);
  }

  /**
   * A user has used a feature: `business_events_total{event="feature_usage:<feature>"}`.
   * @param feature one of a few values: `export_pdf`
   */
  trackFeatureUsage(userId: UserId, feature: string, context?: EventContext): void {
    this.parts.metrics.track(`feature_usage:${messageOf(feature)}`);
    const title = `Feature Usage: ${messageOf(feature)}`;
    this.track(
      { type: 'feature_usage', title, tags: { feature }, facts: { feature } },
      userId,
      context,
    );
  }

  private track(event: BusinessEvent, userId: UserId, context?: EventContext): void {
    const { loggers, redactor } = this.parts;
    const { type, facts } = event;
    const safe = redactor.value(context);
    const more = typeof safe === 'object' ? safe : undefined;
    const extra = { ...(redactor.value(facts) as object), ...more };
    const record = eventRecord({ kind: 'business', type }, extra, userId);
    loggers.get('business').info(record, `Business event: ${type}`);
    this.report(event, extra, messageOf(userId));
  }

  private report({ type, title, tags }: BusinessEvent, extra: object, userId: string): void {
    const { observer, redactor } = this.parts;
    const texts = Object.entries(tags).map(([name, value]) => [name, messageOf(value)]);
    const report: Report = {
      kind: 'event',
      level: 'info',
      message: redactor.text(title),
      tags: redactor.value({ ...Object.fromEntries(texts), event_type: type }) as Report['tags'],
      extra: { ...extra },
      userId,
      fingerprint: ['business_event', type],
    };
    observer.report(report, currentContext());
  }
}
