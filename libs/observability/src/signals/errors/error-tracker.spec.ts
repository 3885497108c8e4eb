import { runInContext } from '../../core';
import { MonitoredException } from '../../exceptions';
import { ErrorsSignal } from './testing/errors-signal';
import { ErrorTracker } from './error-tracker';

function start(): { signal: ErrorsSignal; tracker: ErrorTracker } {
  const signal = new ErrorsSignal();
  return { signal, tracker: new ErrorTracker(signal.observer) };
}

describe('an error that is captured by hand', () => {
  it('is reported with what is said of it', () => {
    const { signal, tracker } = start();
    const error = new Error('boom');

    tracker.capture(error, { context: { order: 7 }, tags: { shop: 'paris' }, level: 'warning' });

    expect(signal.reports).toMatchObject([
      { error, origin: 'captured', level: 'warning', tags: { shop: 'paris' }, extra: { order: 7 } },
    ]);
  });

  it('says itself how bad it is, when nobody else does', () => {
    const { signal, tracker } = start();

    tracker.capture(new MonitoredException('boom', { level: 'fatal' }));

    expect(signal.reports).toMatchObject([{ level: 'fatal' }]);
  });

  it('is not reported again by the request that ends with it', () => {
    const { signal, tracker } = start();
    const request = signal.request(500);
    const error = new Error('boom');

    runInContext(signal.context, () => tracker.capture(error));
    request.fail(error);
    signal.observer.requests.end(request);

    expect(signal.reports).toMatchObject([{ origin: 'captured', context: signal.context }]);
  });
});

describe('a message', () => {
  it('is reported each time, at info', () => {
    const { signal, tracker } = start();

    tracker.captureMessage('hello');
    tracker.captureMessage('hello');

    const report = { message: 'hello', level: 'info', origin: 'captured' };
    expect(signal.reports).toMatchObject([report, report]);
  });
});

describe('a business error', () => {
  it('has its tags, its context and a fingerprint of its own, and is counted', () => {
    const { signal, tracker } = start();

    tracker.trackBusinessError('insufficient_stock', { item: 'tea' });

    expect(signal.reports).toMatchObject([
      {
        message: 'Business Error: insufficient_stock',
        level: 'error',
        tags: { error_type: 'business_logic', business_error_type: 'insufficient_stock' },
        extra: { item: 'tea' },
        fingerprint: ['business_logic', 'insufficient_stock'],
      },
    ]);
    expect(signal.metrics.values).toMatchObject({
      'business_errors_total{insufficient_stock}': 1,
      'app_errors_total{business,reported}': 1,
    });
  });
});

describe('a performance issue', () => {
  it('is a warning with duration and threshold, and is counted', () => {
    const { signal, tracker } = start();

    tracker.trackPerformanceIssue('checkout', 2.345, { context: { items: 3 } });

    expect(signal.reports).toMatchObject([
      {
        message: 'Performance Issue: checkout took 2.35s (threshold: 1s)',
        level: 'warning',
        tags: { performance_issue: 'true', operation: 'checkout' },
        extra: { duration: 2.345, threshold: 1, items: 3 },
      },
    ]);
    expect(signal.metrics.values).toMatchObject({ 'performance_issues_total{checkout}': 1 });
  });

  it.each([
    [1, undefined],
    [0.5, undefined],
    [1.5, 2],
    [Number.NaN, undefined],
  ])('is none of %d s with the threshold %p', (seconds, threshold) => {
    const { signal, tracker } = start();

    tracker.trackPerformanceIssue('checkout', seconds, { threshold });

    expect(signal.reports).toEqual([]);
  });
});
