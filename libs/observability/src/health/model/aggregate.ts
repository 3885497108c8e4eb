import type { CheckResult, HealthStatus } from './contract';

/** The number of checks by status. */
export interface HealthSummary {
  readonly total: number;
  readonly passed: number;
  readonly degraded: number;
  readonly failed: number;
  readonly criticalFailures: number;
}

/** The app's health: all results, aggregated. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: readonly CheckResult[];
  readonly summary: HealthSummary;
}

/**
 * Aggregates results: an unhealthy critical check makes the app unhealthy; any other problem makes
 * it degraded.
 */
export function aggregate(checks: readonly CheckResult[]): HealthReport {
  const count = (matches: (check: CheckResult) => boolean): number => checks.filter(matches).length;
  const summary = {
    total: checks.length,
    passed: count(({ status }) => status === 'healthy'),
    degraded: count(({ status }) => status === 'degraded'),
    failed: count(({ status }) => status === 'unhealthy'),
    criticalFailures: count(({ status, critical }) => status === 'unhealthy' && critical),
  };
  return { status: statusOf(summary), checks, summary };
}

function statusOf({ total, passed, criticalFailures }: HealthSummary): HealthStatus {
  if (criticalFailures > 0) return 'unhealthy';
  return passed === total ? 'healthy' : 'degraded';
}
