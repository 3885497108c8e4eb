import { rules } from '../../core';
import type { HealthPolicy } from '../model/contract';

/** What one check obeys, whatever its indicator says of itself. */
export interface CheckOptions {
  /** Whether the app is unhealthy when this is. @default what the indicator says */
  critical?: boolean;
  /** What readiness does with it. @default what the indicator says, else by whether it is a dependency */
  policy?: HealthPolicy;
  /** The groups that it belongs to. @default those that the indicator names */
  groups?: readonly string[];
  /** How long it may take, in milliseconds. @default what the indicator says, else `health.timeoutMs` */
  timeoutMs?: number;
  /** Its pace in the background, in milliseconds. @default what the indicator says, else `health.intervalMs` */
  intervalMs?: number;
  /** How often in a row worse counts. @default `health.fall` */
  fall?: number;
  /** How often in a row better counts. @default `health.rise` */
  rise?: number;
  /** How long worse may last without counting, in milliseconds. @default `health.maxErrorDurationMs` */
  maxErrorDurationMs?: number;
}

/** In milliseconds. */
export const MAX_MS = 60_000;
const MIN_PACE_MS = 100;
const MAX_PACE_MS = 3_600_000;
const MAX_TIMES = 100;

/** How often something is checked in the background. */
export const PACE = rules.milliseconds({ min: MIN_PACE_MS, max: MAX_PACE_MS });
/** How often in a row something must be seen. */
export const TIMES = rules.wholeNumber({ min: 1, max: MAX_TIMES });
/** How long an error may last without counting. */
export const ERROR_DURATION = rules.milliseconds({ min: 0, max: MAX_PACE_MS });
/** Names of groups, or of those in a group. */
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
