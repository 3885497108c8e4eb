import { aggregate } from '../../libs/observability/src/health';
import type { CheckResult, ShownHealth } from '../../libs/observability/src/health';

/** What a page of health shows, in a test. */
export function shownHealth(
  allChecks: readonly CheckResult[],
  parts: Partial<ShownHealth> = {},
): ShownHealth {
  const { excluded = [] } = parts;
  return {
    probe: 'healthz',
    report: aggregate(allChecks.filter(({ name }) => !excluded.includes(name))),
    allChecks,
    excluded,
    unknown: [],
    service: { name: 'shop', version: '1.2.3', environment: 'production' },
    now: new Date('2026-01-02T03:04:06.789Z'),
    ...parts,
  };
}
