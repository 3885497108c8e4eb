import { Findings } from './contract';
import type { CheckResult, Finding, HealthIndicator } from './contract';

/** A Terminus result in the form of versions 11 and 12: a status by name. */
export type TerminusResult = Record<string, { status: 'up' | 'down' } & Record<string, unknown>>;

/** An argument of Terminus's `health.check([...])`. */
export type TerminusIndicatorFunction = () => Promise<TerminusResult>;

/** What a Terminus indicator returns; version 12 has more statuses than 11. */
type AnyTerminusResult = Record<string, { readonly status: string }>;

/**
 * The Terminus entry of a check. Terminus has only up and down: a degraded check is up, with its
 * status in a separate field (Terminus 11 drops unknown statuses).
 */
export function terminusEntryOf(check: CheckResult): TerminusResult[string] {
  const { status, message, responseTimeMs, details } = check;
  const fields = { ...details, health: status, message, response_time_ms: responseTimeMs };
  return { ...fields, status: status === 'unhealthy' ? 'down' : 'up' };
}

/** Wraps a check as a Terminus indicator function. */
export function toTerminus(check: () => Promise<CheckResult>): TerminusIndicatorFunction {
  return async () => {
    const result = await check();
    return { [result.name]: terminusEntryOf(result) };
  };
}

/** The name and settings of the indicator that wraps a Terminus indicator function. */
export type FromTerminusOptions = Pick<HealthIndicator, 'name'> &
  Partial<Omit<HealthIndicator, 'name' | 'check'>>;

/**
 * Wraps any Terminus indicator function as an indicator.
 * @example `fromTerminus({ name: 'disk' }, () => disk.checkStorage('disk', { path: '/', thresholdPercent: 0.9 }))`
 */
export function fromTerminus(
  { critical = false, ...options }: FromTerminusOptions,
  indicator: () => AnyTerminusResult | PromiseLike<AnyTerminusResult>,
): HealthIndicator {
  return {
    ...options,
    critical,
    check: async () => findingOf(await indicator()),
  };
}

/** The fields that are read from an entry. */
interface TerminusEntry {
  readonly status?: unknown;
  readonly message?: unknown;
}

/** The worst entry counts; an unknown or missing status is unhealthy (terminus#945). */
function findingOf(result: unknown): Finding {
  const findings = new Findings();
  const entries = typeof result === 'object' && result !== null ? Object.entries(result) : [];
  if (entries.length === 0) {
    return findings.add('unhealthy', 'The indicator returned no status').toFinding('');
  }
  for (const [key, entry] of entries) {
    const { status, message } = (entry ?? {}) as TerminusEntry;
    const why = typeof message === 'string' && message !== '' ? `: ${message}` : '';
    if (status === 'degraded') findings.add('degraded', `${key} is degraded${why}`);
    else if (status !== 'up') findings.add('unhealthy', `${key} is ${String(status)}${why}`);
  }
  return findings.toFinding('up');
}
