import { Findings } from './contract';
import type { CheckResult, Finding, HealthIndicator } from './contract';

/** What Terminus passes around, as versions 11 and 12 both have it: a status under each name. */
export type TerminusResult = Record<string, { status: 'up' | 'down' } & Record<string, unknown>>;

/** What Terminus's `health.check([...])` takes. */
export type TerminusIndicatorFunction = () => Promise<TerminusResult>;

/** What an indicator of Terminus gives; version 12 knows more statuses than 11. */
type AnyTerminusResult = Record<string, { readonly status: string }>;

/**
 * What Terminus says of a check. It knows up and down; a degraded check is up, with its status told
 * beside it (Terminus 11 drops statuses that it does not know).
 */
export function terminusEntryOf(check: CheckResult): TerminusResult[string] {
  const { status, message, responseTimeMs, details } = check;
  const told = { ...details, health: status, message, response_time_ms: responseTimeMs };
  return { ...told, status: status === 'unhealthy' ? 'down' : 'up' };
}

/** Makes a Terminus indicator function of a check. */
export function toTerminus(check: () => Promise<CheckResult>): TerminusIndicatorFunction {
  return async () => {
    const result = await check();
    return { [result.name]: terminusEntryOf(result) };
  };
}

/** How a Terminus indicator function becomes one of ours: its name, and whatever an indicator says of itself. */
export type FromTerminusOptions = Pick<HealthIndicator, 'name'> &
  Partial<Omit<HealthIndicator, 'name' | 'check'>>;

/**
 * Makes an indicator of any Terminus indicator function.
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

/** What is read of one of an indicator's entries. */
interface TerminusEntry {
  readonly status?: unknown;
  readonly message?: unknown;
}

/** The worst entry counts; a status that nobody knows, and none at all, is the worst (terminus#945). */
function findingOf(result: unknown): Finding {
  const findings = new Findings();
  const entries = typeof result === 'object' && result !== null ? Object.entries(result) : [];
  if (entries.length === 0) {
    return findings.add('unhealthy', 'The indicator told no status').toFinding('');
  }
  for (const [key, entry] of entries) {
    const { status, message } = (entry ?? {}) as TerminusEntry;
    const why = typeof message === 'string' && message !== '' ? `: ${message}` : '';
    if (status === 'degraded') findings.add('degraded', `${key} is degraded${why}`);
    else if (status !== 'up') findings.add('unhealthy', `${key} is ${String(status)}${why}`);
  }
  return findings.toFinding('up');
}
