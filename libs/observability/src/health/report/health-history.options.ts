import { rules } from '../../core';

/** The history that is kept of each check. */
export interface HealthHistoryOptions {
  /** How many of the latest results are kept per check. @default 100 */
  size?: number;
}

export const HEALTH_HISTORY_DEFAULTS: Required<HealthHistoryOptions> = { size: 100 };

const MAX_RESULTS = 10_000;

export const HEALTH_HISTORY_RULES = rules.section<HealthHistoryOptions>({
  size: rules.wholeNumber({ min: 1, max: MAX_RESULTS }),
});
