import type { CheckResult, HealthStatus } from '../model/contract';

/** When the checks of tests were made. */
export const CHECKED_AT = Date.parse('2026-01-02T03:04:05.000Z');

/** What a check found, in a test. */
export function resultOf(
  name: string,
  status: HealthStatus = 'healthy',
  parts: Partial<CheckResult> = {},
): CheckResult {
  return {
    name,
    status,
    critical: false,
    policy: 'inform',
    message: `${name} is ${status}`,
    details: {},
    responseTimeMs: 1.5,
    checkedAt: CHECKED_AT,
    ...parts,
  };
}
