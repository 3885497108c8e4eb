import type { CheckResult, HealthStatus } from './contract';

/** How many checks ended how. */
export interface HealthSummary {
  readonly total: number;
  readonly passed: number;
  readonly degraded: number;
  readonly failed: number;
  readonly criticalFailures: number;
}

/** The app's health: all results, folded. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: readonly CheckResult[];
  readonly summary: HealthSummary;
}

/**
 * Folds results into one: a critical one unhealthy makes the app unhealthy; any other trouble
 * makes it degraded.
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
