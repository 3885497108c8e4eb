import { oneLine } from '../../core';
import type { HealthStatus } from '../model/contract';
import { warningsOf } from './exclusion';
import type { ShownHealth } from './shown-health';

/**
 * The report as Kubernetes' API server prints it for `?verbose`
 * (staging/src/k8s.io/apiserver/pkg/server/healthz/healthz.go). Reasons are withheld.
 */
export function presentVerbose(shown: ShownHealth): string {
  const { report, allChecks, excluded, probe, availability } = shown;
  const own = availability ? [lineOf('availability', availability.state === 'ready')] : [];
  const lines = allChecks.map((check) =>
    excluded.includes(check.name)
      ? oneLine(`[+]${check.name} excluded: ok`)
      : lineOf(check.name, check.status !== 'unhealthy'),
  );
  const warnings = warningsOf(shown).map((warning) => oneLine(`warn: ${warning}`));
  return [...own, ...lines, ...warnings, presentOutcome(report.status, probe)].join('\n');
}

/** The last line, which is all that unauthorised clients see. */
export function presentOutcome(status: HealthStatus, probe: string): string {
  return oneLine(`${probe} check ${status === 'unhealthy' ? 'failed' : 'passed'}`);
}

function lineOf(name: string, isWell: boolean): string {
  return oneLine(isWell ? `[+]${name} ok` : `[-]${name} failed: reason withheld`);
}
