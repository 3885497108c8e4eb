import { rules } from '../../core';

/** When a database that answers is degraded all the same, and how long it may take. */
export interface DatabaseOptions {
  /** How long each database may take for its answer, in milliseconds. @default 2000 */
  timeoutMs?: number;
  /** Above this a sign of life is slow, in milliseconds. @default 500 */
  slowMs?: number;
  /** Above this part of the server's connections there are few to spare, in percent. @default 80 */
  connectionsPercent?: number;
  /**
   * How long the app may hold every connection of its pool without using one, while its callers wait, before this instance
   * is not ready, whatever the policy of the check, in milliseconds; 0 for never. @default 30000
   */
  poolExhaustedGatesAfterMs?: number;
}

export const DATABASE_DEFAULTS: Required<DatabaseOptions> = {
  timeoutMs: 2000,
  slowMs: 500,
  connectionsPercent: 80,
  poolExhaustedGatesAfterMs: 30_000,
};

const MAX_MS = 60_000;
const MAX_EXHAUSTED_MS = 3_600_000;

export const DATABASE_RULES = rules.section<DatabaseOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  slowMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  connectionsPercent: rules.number({ min: 1, max: 100 }),
  poolExhaustedGatesAfterMs: rules.milliseconds({ min: 0, max: MAX_EXHAUSTED_MS }),
});
