import { aggregate } from './aggregate';
import type { HealthReport } from './aggregate';
import type { CheckResult, HealthStatus } from './contract';

/**
 * Evaluates readiness: an unhealthy check that gates makes the app not ready; any other problem only
 * informs.
 * @param isWilling whether the app itself accepts requests
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

/** Evaluates liveness and startup: their checks were configured explicitly, so each one counts. */
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
