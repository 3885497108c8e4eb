import { Findings } from './contract';
import type { CheckResult, Finding, HealthIndicator } from './contract';

/** What Terminus passes around, as versions 11 and 12 both have it: a status under each name. */
export type TerminusResult = Record<string, { status: 'up' | 'down' } & Record<string, unknown>>;

/** What Terminus's `health.check([...])` takes. */
export type TerminusIndicatorFunction = () => Promise<TerminusResult>;

/** What an indicator of Terminus gives; version 12 knows more statuses than 11. */
type AnyTerminusResult = Record<string, { readonly status: string }>;

/**
 * Makes a Terminus indicator function of a check. Terminus knows up and down; a degraded check is
 * up, with its status told beside it (Terminus 11 drops statuses that it does not know).
 */
export function toTerminus(check: () => Promise<CheckResult>): TerminusIndicatorFunction {
  return async () => {
    const { name, status, message, responseTimeMs, details } = await check();
    const isUp = status !== 'unhealthy';
    const told = { health: status, message, response_time_ms: responseTimeMs, ...details };
    return { [name]: { ...told, status: isUp ? 'up' : 'down' } };
  };
}

/** How a Terminus indicator function becomes one of ours. */
export interface FromTerminusOptions {
  readonly name: string;
  readonly critical?: boolean;
}

/**
 * Makes an indicator of any Terminus indicator function.
 * @example `fromTerminus({ name: 'disk' }, () => disk.checkStorage('disk', { path: '/', thresholdPercent: 0.9 }))`
 */
export function fromTerminus(
  { name, critical = false }: FromTerminusOptions,
  indicator: () => AnyTerminusResult | PromiseLike<AnyTerminusResult>,
): HealthIndicator {
  return {
    name,
    critical,
    check: async () => findingOf(await indicator()),
  };
}

/** The worst entry counts; a status that nobody knows is the worst of all (terminus#945). */
function findingOf(result: AnyTerminusResult): Finding {
  const findings = new Findings();
  for (const [key, { status }] of Object.entries(result)) {
    if (status === 'degraded') findings.add('degraded', `${key} is degraded`);
    else if (status !== 'up') findings.add('unhealthy', `${key} is ${status}`);
  }
  return findings.toFinding('up');
}
