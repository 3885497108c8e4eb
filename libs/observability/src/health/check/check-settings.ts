import type { CheckOptions } from './check.options';
import type { HealthIndicator, HealthPolicy } from '../model/contract';
import type { ResolvedCheckerOptions } from './checker.options';
import type { StatusThresholds } from './status-hysteresis';

/** What the checker obeys for one indicator; nothing is left open. */
export interface CheckSettings extends StatusThresholds {
  readonly critical: boolean;
  readonly policy: HealthPolicy;
  readonly groups: readonly string[];
  readonly timeoutMs: number;
  /** Undefined when it is checked only when somebody asks. */
  readonly intervalMs: number | undefined;
}

/** The options that settings are made of. */
export type CheckSettingsOptions = Omit<
  ResolvedCheckerOptions,
  'responseDeadlineMs' | 'cacheMs' | 'allowDependenciesInLiveness'
>;

/** The option for this check goes first, then the indicator's own word, then the option for all. */
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

/** What is listed under `ready` is meant to gate. */
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

/** A check may be called like something that every object has. */
function ownOptions(checks: Readonly<Record<string, CheckOptions>>, name: string) {
  return Object.hasOwn(checks, name) ? checks[name] : undefined;
}
