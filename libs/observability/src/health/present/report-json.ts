import type { CheckResult, HealthStatus } from '../model/contract';
import { warningsOf } from './exclusion';
import type { ShownHealth } from './shown-health';

/** The status alone, which is public. Names, messages and details require authorisation. */
export function presentStatus(status: HealthStatus): object {
  return { status };
}

/** The whole report, in the shape of the reference. */
export function presentReport(shown: ShownHealth): object {
  const { report, service, now, excluded, availability } = shown;
  const { total, passed, degraded, failed, criticalFailures } = report.summary;
  const warnings = warningsOf(shown);
  return {
    status: report.status,
    timestamp: now.toISOString(),
    version: service.version,
    environment: service.environment,
    ...(availability && { availability }),
    checks: report.checks.map(presentCheck),
    summary: { total, passed, degraded, failed, critical_failures: criticalFailures },
    ...(excluded.length > 0 && { excluded }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** One check in the shape of the reference. */
export function presentCheck(check: CheckResult): object {
  return {
    name: check.name,
    status: check.status,
    critical: check.critical,
    policy: check.policy,
    message: check.message,
    response_time_ms: check.responseTimeMs,
    checked_at: new Date(check.checkedAt).toISOString(),
    details: check.details,
    ...(check.pending && { pending: check.pending }),
  };
}
