import { aggregate } from '../model/aggregate';
import type { CheckResult } from '../model/contract';
import type { ShownHealth } from '../present/shown-health';

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
