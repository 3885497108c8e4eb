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
   * Whether connections that lie idle in the pool are closed when one of them gave no answer in
   * time, so that the app's next query gets a new one. @default true
   */
  reconnect?: boolean;
}

export const DATABASE_DEFAULTS: Required<DatabaseOptions> = {
  timeoutMs: 2000,
  slowMs: 500,
  connectionsPercent: 80,
  reconnect: true,
};

const MOST_MS = 60_000;

export const DATABASE_RULES = rules.section<DatabaseOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MOST_MS }),
  slowMs: rules.milliseconds({ min: 1, max: MOST_MS }),
  connectionsPercent: rules.number({ min: 1, max: 100 }),
  reconnect: rules.boolean,
});
