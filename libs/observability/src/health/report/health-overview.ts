import type { HealthReport, HealthSummary } from '../model/aggregate';
import type { HealthStatus } from '../model/contract';
import type { CheckHistory } from './check-history';

/** Health in a few numbers, for a log line or a chat message. */
export interface HealthOverview {
  readonly status: HealthStatus;
  readonly summary: HealthSummary;
  /** Names of the checks that are not healthy. */
  readonly notHealthy: readonly string[];
  /** The lowest availability among the checks since the start, in percent; 100 without checks. */
  readonly availability: number;
  /** Changes of status of all checks since the last overview. */
  readonly flips: number;
  /** The check with the highest 95th percentile of latency; undefined without checks. */
  readonly slowest: { readonly name: string; readonly p95Ms: number } | undefined;
}

/** @param flipsBefore how many changes earlier overviews have reported */
export function overviewOf(
  report: HealthReport,
  histories: readonly CheckHistory[],
  flipsBefore: number,
): HealthOverview {
  return {
    status: report.status,
    summary: report.summary,
    notHealthy: report.checks.filter(({ status }) => status !== 'healthy').map(({ name }) => name),
    availability: Math.min(100, ...histories.map(({ availability }) => availability)),
    flips: flipsOf(histories) - flipsBefore,
    slowest: slowestOf(histories),
  };
}

/** The number of changes of status since the start. */
export function flipsOf(histories: readonly CheckHistory[]): number {
  return histories.reduce((sum, { flips }) => sum + flips, 0);
}

function slowestOf(histories: readonly CheckHistory[]): HealthOverview['slowest'] {
  const times = histories.map(({ name, latencyMs }) => ({ name, p95Ms: latencyMs.p95 }));
  return times.toSorted((a, b) => b.p95Ms - a.p95Ms)[0];
}
