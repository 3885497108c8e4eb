import { rules } from '../../core';
import { CHECK_RULES, ERROR_DURATION, GROUP_NAMES, MAX_MS, PACE, TIMES } from './check.options';
import type { CheckOptions } from './check.options';

/** Settings of all checks. */
export interface CheckerOptions {
  /** Timeout of one check, in milliseconds. @default 3000 */
  timeoutMs?: number;
  /** How long `/health` waits for checks; later ones are shown as late. @default 2000 */
  responseDeadlineMs?: number;
  /** How long a result is reused, in milliseconds. @default 500 */
  cacheMs?: number;
  /** Interval of background checks, in milliseconds. @default none: checks run on request */
  intervalMs?: number;
  /** Consecutive worse results before a status falls. @default 2 */
  fall?: number;
  /** Consecutive better results before a status rises. @default 2 */
  rise?: number;
  /** How long a check may keep failing before its status falls, even if `fall` was not reached, in milliseconds. @default 2000 */
  maxErrorDurationMs?: number;
  /** Settings of individual checks, by name. @default none */
  checks?: Readonly<Record<string, CheckOptions>>;
  /** Groups of checks, by name; `live`, `ready` and `startup` always exist. @default none */
  groups?: Readonly<Record<string, readonly string[]>>;
  /** Names of the indicators that liveness includes, as in `groups.live`. @default none */
  liveness?: readonly string[];
  /** Allows dependencies in liveness: while one is down, Kubernetes restarts the app again and again. @default false */
  allowDependenciesInLiveness?: boolean;
}

/** The options with all defaults filled in. */
export type ResolvedCheckerOptions = Required<Omit<CheckerOptions, 'intervalMs'>> &
  Pick<CheckerOptions, 'intervalMs'>;

export const CHECKER_DEFAULTS: ResolvedCheckerOptions = {
  timeoutMs: 3000,
  responseDeadlineMs: 2000,
  cacheMs: 500,
  intervalMs: undefined,
  fall: 2,
  rise: 2,
  maxErrorDurationMs: 2000,
  checks: {},
  groups: {},
  liveness: [],
  allowDependenciesInLiveness: false,
};

/** The validation rules, for the section that includes these options. */
export const CHECKER_RULES = {
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  responseDeadlineMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  cacheMs: rules.milliseconds({ min: 0, max: MAX_MS }),
  intervalMs: PACE,
  fall: TIMES,
  rise: TIMES,
  maxErrorDurationMs: ERROR_DURATION,
  checks: rules.mapOf(CHECK_RULES),
  groups: rules.mapOf(GROUP_NAMES),
  liveness: GROUP_NAMES,
  allowDependenciesInLiveness: rules.boolean,
};
