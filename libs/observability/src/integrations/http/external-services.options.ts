import { rules } from '../../core';

/** When an outside service that answers is degraded all the same. */
export interface ExternalServicesOptions {
  /** Above this an answer is slow, in milliseconds. @default 2000 */
  slowMs?: number;
}

export const EXTERNAL_SERVICES_DEFAULTS: Required<ExternalServicesOptions> = { slowMs: 2000 };

export const EXTERNAL_SERVICES_RULES = rules.section<ExternalServicesOptions>({
  slowMs: rules.milliseconds({ min: 1, max: 60_000 }),
});
