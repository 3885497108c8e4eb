import { aggregate } from './aggregate';
import type { CheckResult, HealthStatus } from './contract';

function result(status: HealthStatus, critical: boolean): CheckResult {
  const shown = {
    policy: 'inform',
    message: '',
    details: {},
    responseTimeMs: 1,
    checkedAt: 0,
  } as const;
  return { name: 'x', status, critical, ...shown };
}

describe('the health of an app', () => {
  it.each<[HealthStatus, HealthStatus, HealthStatus]>([
    ['healthy', 'healthy', 'healthy'],
    ['healthy', 'degraded', 'degraded'],
    ['healthy', 'unhealthy', 'degraded'],
    ['degraded', 'healthy', 'degraded'],
    ['degraded', 'degraded', 'degraded'],
    ['degraded', 'unhealthy', 'degraded'],
    ['unhealthy', 'healthy', 'unhealthy'],
    ['unhealthy', 'degraded', 'unhealthy'],
    ['unhealthy', 'unhealthy', 'unhealthy'],
  ])('with a critical check %s and another one %s is %s', (critical, other, expected) => {
    const report = aggregate([result(critical, true), result(other, false)]);

    expect(report.status).toBe(expected);
  });

  it.each<[HealthStatus, HealthStatus, HealthStatus]>([
    ['healthy', 'healthy', 'healthy'],
    ['healthy', 'degraded', 'degraded'],
    ['healthy', 'unhealthy', 'unhealthy'],
    ['degraded', 'unhealthy', 'unhealthy'],
    ['unhealthy', 'unhealthy', 'unhealthy'],
  ])('with two critical checks %s and %s is %s', (one, other, expected) => {
    const report = aggregate([result(one, true), result(other, true)]);

    expect(report.status).toBe(expected);
  });

  it('without checks is healthy', () => {
    const report = aggregate([]);

    expect(report.status).toBe('healthy');
  });

  it('counts how the checks ended', () => {
    const report = aggregate([
      result('healthy', true),
      result('healthy', false),
      result('healthy', false),
      result('degraded', true),
      result('degraded', false),
      result('unhealthy', true),
      result('unhealthy', false),
      result('unhealthy', false),
    ]);

    expect(report.summary).toEqual({
      total: 8,
      passed: 3,
      degraded: 2,
      failed: 3,
      criticalFailures: 1,
    });
  });

  it('keeps the checks in their order', () => {
    const checks = [result('unhealthy', false), result('healthy', true)];

    expect(aggregate(checks).checks).toEqual(checks);
  });
});
