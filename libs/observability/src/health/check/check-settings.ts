import type { CheckOptions } from './check.options';
import type { HealthIndicator, HealthPolicy } from '../model/contract';
import type { ResolvedCheckerOptions } from './checker.options';
import type { StatusThresholds } from './status-hysteresis';

/** The resolved settings of one indicator. */
export interface CheckSettings extends StatusThresholds {
  readonly critical: boolean;
  readonly policy: HealthPolicy;
  readonly groups: readonly string[];
  readonly timeoutMs: number;
  /** Undefined when it is checked on request only. */
  readonly intervalMs: number | undefined;
}

/** The options that settings are resolved from. */
export type CheckSettingsOptions = Omit<
  ResolvedCheckerOptions,
  'responseDeadlineMs' | 'cacheMs' | 'allowDependenciesInLiveness'
>;

/** The option for this check takes precedence over the indicator's own setting, and that over the option for all. */
export function checkSettings(
  indicator: HealthIndicator,
  options: CheckSettingsOptions,
): CheckSettings {
  const own: CheckOptions = ownOptions(options.checks, indicator.name) ?? {};
  const listed = groupsOf(indicator, own, options);
  const policy = own.policy ?? indicator.policy ?? usualPolicy(indicator, listed);
  return {
    critical: own.critical ?? indicator.critical,
    policy,
    groups: [...new Set(policy === 'gate' ? [...listed, 'ready'] : listed)],
    timeoutMs: own.timeoutMs ?? indicator.timeoutMs ?? options.timeoutMs,
    intervalMs: own.intervalMs ?? indicator.intervalMs ?? options.intervalMs,
    fall: own.fall ?? options.fall,
    rise: own.rise ?? options.rise,
    maxErrorDurationMs: own.maxErrorDurationMs ?? options.maxErrorDurationMs,
  };
}

/** A check that is listed under `ready` gates. */
function usualPolicy({ isDependency }: HealthIndicator, groups: readonly string[]): HealthPolicy {
  return isDependency === false || groups.includes('ready') ? 'gate' : 'inform';
}

function groupsOf(
  { name, groups: said = [] }: HealthIndicator,
  { groups = said }: CheckOptions,
  options: CheckSettingsOptions,
): readonly string[] {
  const listing = Object.entries(options.groups).filter(([, names]) => names.includes(name));
  const live = options.liveness.includes(name) ? ['live'] : [];
  return [...groups, ...listing.map(([group]) => group), ...live];
}

/** Only own properties: a check may be named `constructor`. */
function ownOptions(checks: Readonly<Record<string, CheckOptions>>, name: string) {
  return Object.hasOwn(checks, name) ? checks[name] : undefined;
}
