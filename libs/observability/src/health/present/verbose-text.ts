import type { HealthStatus } from '../contract';
import { warningsOf } from './exclusion';
import type { ShownHealth } from './shown-health';

/**
 * The report as Kubernetes' API server prints it for `?verbose`
 * (staging/src/k8s.io/apiserver/pkg/server/healthz/healthz.go). Reasons are not for this page.
 */
export function presentVerbose(shown: ShownHealth): string {
  const { report, asked, excluded, probe, availability } = shown;
  const own = availability ? [lineOf('availability', availability.state === 'ready')] : [];
  const lines = asked.map((check) =>
    excluded.includes(check.name)
      ? `[+]${check.name} excluded: ok`
      : lineOf(check.name, check.status !== 'unhealthy'),
  );
  const warnings = warningsOf(shown).map((warning) => `warn: ${warning}`);
  return [...own, ...lines, ...warnings, presentOutcome(report.status, probe)].join('\n');
}

/** The last line, which is all that strangers see. */
export function presentOutcome(status: HealthStatus, probe: string): string {
  return `${probe} check ${status === 'unhealthy' ? 'failed' : 'passed'}`;
}

function lineOf(name: string, isWell: boolean): string {
  return isWell ? `[+]${name} ok` : `[-]${name} failed: reason withheld`;
}
