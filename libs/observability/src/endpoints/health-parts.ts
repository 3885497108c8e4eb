import { aggregate, presentCheck, presentHistory } from '../health';
import type { CheckHistory, CheckResult, HealthReport } from '../health';

/** A report without some of its checks. */
export interface Counted {
  readonly report: HealthReport;
  readonly excluded: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Excludes checks from a report.
 * @param evaluate evaluates the remaining checks
 */
export function excludeChecks(
  report: HealthReport,
  names: readonly string[],
  evaluate: (checks: readonly CheckResult[]) => HealthReport,
): Counted {
  const isThere = (name: string): boolean => report.checks.some((check) => check.name === name);
  const excluded = names.filter(isThere);
  const unknown = names.filter((name) => !isThere(name));
  if (excluded.length === 0) return { report, excluded, unknown };
  const rest = report.checks.filter(({ name }) => !excluded.includes(name));
  return { report: evaluate(rest), excluded, unknown };
}

/** A report of one check, whose status is the check's own, critical or not. */
export function onlyCheck(check: CheckResult): HealthReport {
  return { ...aggregate([check]), status: check.status };
}

/** One check with its history. */
export function presentOne(check: CheckResult, history: CheckHistory | undefined): object {
  return { ...presentCheck(check), ...(history && { history: presentHistory(history) }) };
}
