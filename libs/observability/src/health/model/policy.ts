import { aggregate } from './aggregate';
import type { HealthReport } from './aggregate';
import type { CheckResult, HealthStatus } from './contract';

/**
 * What readiness comes to: an unhealthy check that gates refuses requests; anything else that ails
 * only informs.
 * @param isWilling whether the app itself wants requests
 */
export function evaluateReadiness(
  checks: readonly CheckResult[],
  isWilling: boolean,
): HealthReport {
  const isRefused = checks.some(
    ({ policy, status }) => policy === 'gate' && status === 'unhealthy',
  );
  return withStatus(checks, isRefused || !isWilling);
}

/** What liveness and the start come to: each of their checks was named on purpose, so each counts. */
export function evaluateProbe(checks: readonly CheckResult[]): HealthReport {
  return withStatus(
    checks,
    checks.some(({ status }) => status === 'unhealthy'),
  );
}

function withStatus(checks: readonly CheckResult[], isRefused: boolean): HealthReport {
  const report = aggregate(checks);
  const isWell = report.summary.passed === report.summary.total;
  const otherwise: HealthStatus = isWell ? 'healthy' : 'degraded';
  return { ...report, status: isRefused ? 'unhealthy' : otherwise };
}
