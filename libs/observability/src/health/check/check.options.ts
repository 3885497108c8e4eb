import { rules } from '../../core';
import type { HealthPolicy } from '../model/contract';

/** Settings of one check, which override those of its indicator. */
export interface CheckOptions {
  /** Whether the app is unhealthy when this check is. @default the indicator's setting */
  critical?: boolean;
  /** How readiness treats it. @default the indicator's policy, else 'inform' for a dependency and 'gate' otherwise */
  policy?: HealthPolicy;
  /** The groups that it belongs to. @default the indicator's groups */
  groups?: readonly string[];
  /** Timeout in milliseconds. @default the indicator's timeout, else `health.timeoutMs` */
  timeoutMs?: number;
  /** Interval of background checks, in milliseconds. @default the indicator's interval, else `health.intervalMs` */
  intervalMs?: number;
  /** Consecutive worse results before the status falls. @default `health.fall` */
  fall?: number;
  /** Consecutive better results before the status rises. @default `health.rise` */
  rise?: number;
  /** How long the check may keep failing before its status falls, even if `fall` was not reached, in milliseconds. @default `health.maxErrorDurationMs` */
  maxErrorDurationMs?: number;
}

/** In milliseconds. */
export const MAX_MS = 60_000;
const MIN_PACE_MS = 100;
const MAX_PACE_MS = 3_600_000;
const MAX_TIMES = 100;

/** An interval of background checks. */
export const PACE = rules.milliseconds({ min: MIN_PACE_MS, max: MAX_PACE_MS });
/** A number of consecutive results. */
export const TIMES = rules.wholeNumber({ min: 1, max: MAX_TIMES });
/** How long a check may keep failing before the failure counts. */
export const ERROR_DURATION = rules.milliseconds({ min: 0, max: MAX_PACE_MS });
/** Names of groups or of checks. */
export const GROUP_NAMES = rules.listOf(rules.text());

export const CHECK_RULES = rules.section<CheckOptions>({
  critical: rules.boolean,
  policy: rules.oneOf('gate', 'inform'),
  groups: GROUP_NAMES,
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  intervalMs: PACE,
  fall: TIMES,
  rise: TIMES,
  maxErrorDurationMs: ERROR_DURATION,
});
