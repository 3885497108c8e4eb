import type { ServiceIdentity } from '../core';
import type { HealthReport } from './aggregate';
import type { CheckResult, HealthStatus } from './contract';

/** What anybody may see: the status alone. Names, messages and details need authorisation. */
export function presentStatus({ status }: { readonly status: HealthStatus }): object {
  return { status };
}

/** The whole report, in the shape of the reference. */
export function presentReport(report: HealthReport, service: ServiceIdentity, now: Date): object {
  const { total, passed, degraded, failed, criticalFailures } = report.summary;
  return {
    status: report.status,
    timestamp: now.toISOString(),
    version: service.version,
    environment: service.environment,
    checks: report.checks.map(presentCheck),
    summary: { total, passed, degraded, failed, critical_failures: criticalFailures },
  };
}

function presentCheck({
  name,
  status,
  message,
  responseTimeMs,
  critical,
  details,
}: CheckResult): object {
  return { name, status, critical, message, response_time_ms: responseTimeMs, details };
}

/** 200 while requests are served, degraded ones too; 503 when they should go elsewhere. */
export function httpStatusOf(status: HealthStatus): 200 | 503 {
  return status === 'unhealthy' ? 503 : 200;
}
