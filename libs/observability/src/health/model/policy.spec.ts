import type { CheckResult, HealthPolicy, HealthStatus } from './contract';
import { evaluateProbe, evaluateReadiness } from './policy';

function result(status: HealthStatus, policy: HealthPolicy, critical = false): CheckResult {
  const shown = { message: '', details: {}, responseTimeMs: 1, checkedAt: 0 };
  return { name: 'x', status, policy, critical, ...shown };
}

describe('readiness', () => {
  it.each<[HealthPolicy, boolean, HealthStatus, HealthStatus]>([
    ['gate', false, 'healthy', 'healthy'],
    ['gate', false, 'degraded', 'degraded'],
    ['gate', false, 'unhealthy', 'unhealthy'],
    ['inform', true, 'healthy', 'healthy'],
    ['inform', true, 'degraded', 'degraded'],
    ['inform', true, 'unhealthy', 'degraded'],
  ])('with a check to %s (critical: %p) that is %s is %s', (policy, critical, status, expected) => {
    expect(evaluateReadiness([result(status, policy, critical)], true).status).toBe(expected);
  });

  it('is unhealthy while the app itself wants no requests', () => {
    expect(evaluateReadiness([result('healthy', 'gate')], false).status).toBe('unhealthy');
  });
});

describe('liveness and the start', () => {
  it.each<[HealthStatus, HealthStatus]>([
    ['healthy', 'healthy'],
    ['degraded', 'degraded'],
    ['unhealthy', 'unhealthy'],
  ])('with a check that is %s are %s, critical or not', (status, expected) => {
    expect(evaluateProbe([result('healthy', 'gate'), result(status, 'inform')]).status).toBe(
      expected,
    );
  });
});
