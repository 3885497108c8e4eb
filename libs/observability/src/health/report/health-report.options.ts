import { rules } from '../../core';

/** The periodic summary of health. */
export interface HealthReportOptions {
  /** How often, in milliseconds. @default never */
  everyMs?: number;
}

const MIN_MS = 1000;
const DAY_MS = 86_400_000;

export const HEALTH_REPORT_RULES = rules.section<HealthReportOptions>({
  everyMs: rules.milliseconds({ min: MIN_MS, max: DAY_MS }),
});
