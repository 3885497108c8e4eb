import { RegistryUnderTest } from '../signals/metrics/testing/registry-under-test';
import { recordedLoggers } from '../signals/logs/testing/recorded-loggers';
import type { RecordedLine } from '../signals/logs/testing/recorded-loggers';
import { Observer, Redactor } from '../core';
import type { Report } from '../core';
import { BusinessCounts, MetricsService } from '../signals/metrics';
import { BusinessMetrics } from './business-metrics';
import { Loggers } from './loggers';

interface Started {
  readonly business: BusinessMetrics;
  readonly lines: RecordedLine[];
  readonly reports: Report[];
  /** The lines of the exposition of metrics about business events. */
  exposition(): Promise<string[]>;
}

function start(): Started {
  const under = new RegistryUnderTest();
  const counts = new BusinessCounts(under.registry, [], () => false, under.misuse);
  const metrics = new MetricsService(under.registry, counts, under.misuse);
  const { loggers, lines } = recordedLoggers();
  const exposition = async (): Promise<string[]> =>
    (await under.exposition()).split('\n').filter((line) => /^(user_|business_)/.test(line));
  const reports: Report[] = [];
  const observer = new Observer([
    { name: 'test', reported: (report) => void reports.push(report) },
  ]);
  const redactor = new Redactor();
  return {
    business: new BusinessMetrics({
      loggers: new Loggers(loggers, redactor),
      metrics,
      redactor,
      observer,
    }),
    lines,
    reports,
    exposition,
  };
}

describe('BusinessMetrics', () => {
  it('logs a signup, with the user, and in a metric, without', async () => {
    const { business, lines, exposition } = start();

    business.trackUserSignup(42, 'google', { campaign: 'spring' });

    expect(lines).toMatchObject([
      {
        level: 'info',
        logger: 'business',
        message: 'Business event: user_signup',
        user_id: '42',
        event: { kind: 'business', type: 'user_signup' },
        extra: { method: 'google', campaign: 'spring' },
      },
    ]);
    expect(await exposition()).toEqual(['user_registrations_total{method="google"} 1']);
  });

  it('logs a purchase, and counts sales and money apart', async () => {
    const { business, lines, exposition } = start();

    business.trackPurchase('ada', 12.5, 'EUR');
    business.trackPurchase('bob', 7.5, 'EUR');

    expect(lines).toMatchObject([
      { user_id: 'ada', event: { type: 'purchase' }, extra: { amount: 12.5, currency: 'EUR' } },
      { user_id: 'bob' },
    ]);
    expect(await exposition()).toEqual([
      'business_events_total{event="purchase"} 2',
      'business_event_value_total{event="purchase",unit="EUR"} 20',
    ]);
  });

  it('logs the use of a feature', async () => {
    const { business, lines, exposition } = start();

    business.trackFeatureUsage('ada', 'export_pdf');

    expect(lines).toMatchObject([
      { user_id: 'ada', event: { type: 'feature_usage' }, extra: { feature: 'export_pdf' } },
    ]);
    expect(await exposition()).toEqual([
      'business_events_total{event="feature_usage:export_pdf"} 1',
    ]);
  });

  it('reports each as an event that is no error, without secrets', () => {
    const { business, reports } = start();

    business.trackUserSignup(42, 'google', { password: 'hunter2' });
    business.trackPurchase('ada', 12.5, 'EUR');
    business.trackFeatureUsage('ada', 'export_pdf');

    expect(reports).toMatchObject([
      {
        kind: 'event',
        level: 'info',
        message: 'User Signup',
        tags: { event_type: 'user_signup', signup_method: 'google' },
        extra: { method: 'google', password: '[Redacted]' },
        userId: '42',
      },
      {
        message: 'Purchase: 12.5 EUR',
        tags: { event_type: 'purchase', currency: 'EUR' },
        extra: { amount: 12.5, currency: 'EUR' },
        fingerprint: ['business_event', 'purchase'],
      },
      {
        message: 'Feature Usage: export_pdf',
        tags: { event_type: 'feature_usage', feature: 'export_pdf' },
      },
    ]);
  });

  it('never throws, whatever it is given', () => {
    const { business, lines } = start();
    const broken = {
      get rows(): never {
        throw new Error('no');
      },
    };

    business.trackPurchase('ada', Number.NaN, Symbol('s') as never, broken);
    business.trackUserSignup(Object.create(null) as string, undefined as never);

    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ extra: { rows: '[Unreadable]' } });
  });
});
