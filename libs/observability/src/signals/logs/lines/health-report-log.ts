import type { Logger } from 'pino';
import { PreparedRecord } from '../records/log-record';

/** The numbers of the scheduled health report. */
export interface ReportedHealth {
  readonly status: string;
  readonly summary: { readonly total: number; readonly passed: number };
  readonly notHealthy: readonly string[];
  /** In percent. */
  readonly availability: number;
  readonly flips: number;
  readonly slowest: { readonly name: string; readonly p95Ms: number } | undefined;
}

/** A line for each scheduled report. */
export function healthReportLog(logger: Logger): { reported(health: ReportedHealth): void } {
  return { reported: (health) => logger.info(recordOf(health), messageOf(health)) };
}

function recordOf({ status, summary, availability, flips, slowest, ...rest }: ReportedHealth) {
  return new PreparedRecord({
    health: {
      status,
      checks: summary.total,
      passed: summary.passed,
      not_healthy: rest.notHealthy,
      availability_percent: availability,
      flips,
      ...(slowest && { slowest: slowest.name, slowest_p95_ms: slowest.p95Ms }),
    },
  });
}

function messageOf({ status, summary, notHealthy, availability, flips, slowest }: ReportedHealth) {
  const parts = [
    `health is ${status}`,
    `${summary.passed} of ${summary.total} checks healthy`,
    ...(notHealthy.length > 0 ? [`not healthy: ${notHealthy.join(' and ')}`] : []),
    `availability ${availability} %`,
    `${flips} ${flips === 1 ? 'change' : 'changes'}`,
    ...(slowest ? [`slowest ${slowest.name} (${slowest.p95Ms} ms)`] : []),
  ];
  return parts.join(', ');
}
