import type { Findings } from '../../health';

/** From where on a number is bad, and very bad. */
export interface Limits {
  readonly degraded: number;
  readonly unhealthy: number;
}

/** Notes how full something is, in percent, and adds what that means. */
export function judgePercent(
  findings: Findings,
  { key, what }: { readonly key: string; readonly what: string },
  percent: number,
  limits: Limits,
): void {
  const shown = Math.round(percent * 10) / 10;
  findings.note(key, shown);
  if (percent > limits.unhealthy) findings.add('unhealthy', `${shown} % of ${what} used`);
  else if (percent > limits.degraded) findings.add('degraded', `${shown} % of ${what} used`);
}
