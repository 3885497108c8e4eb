import { rules } from '../../core';
import { CHECK_RULES, ERROR_DURATION, GROUP_NAMES, MAX_MS, PACE, TIMES } from './check.options';
import type { CheckOptions } from './check.options';

/** What all checks obey. */
export interface CheckerOptions {
  /** How long one check may take, in milliseconds. @default 3000 */
  timeoutMs?: number;
  /** How long `/health` waits for checks; later ones are shown as late. @default 2000 */
  responseDeadlineMs?: number;
  /** How long an answer is used again, in milliseconds. @default 500 */
  cacheMs?: number;
  /** Every check runs in the background at this pace, in milliseconds. @default none: they run on request */
  intervalMs?: number;
  /** How often in a row a check must find worse before its status falls. @default 2 */
  fall?: number;
  /** How often in a row a check must find better before its status rises. @default 2 */
  rise?: number;
  /** How long a check may find worse before its status falls, however often, in milliseconds. @default 2000 */
  maxErrorDurationMs?: number;
  /** What single checks obey, by their names. @default none */
  checks?: Readonly<Record<string, CheckOptions>>;
  /** Groups of checks, by their names; `live`, `ready` and `startup` are there already. @default none */
  groups?: Readonly<Record<string, readonly string[]>>;
  /** Names of the indicators that liveness includes, as in `groups.live`. @default none */
  liveness?: readonly string[];
  /** Lets liveness include dependencies: while one is down, Kubernetes restarts the app for ever. @default false */
  allowDependenciesInLiveness?: boolean;
}

/** The same with nothing left open. */
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

/** The rules of each option, for the section that they are part of. */
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
