import { rules } from '../../core';

/** When a cache that answers is degraded all the same, and how long it may take. */
export interface CacheOptions {
  /** How long each cache and client of Redis may take for its answer, in milliseconds. @default 1500 */
  timeoutMs?: number;
  /** Above this a set, get or PING is slow, in milliseconds. @default 100 */
  slowMs?: number;
  /** Above this part of Redis's `maxmemory` there is little to spare, in percent. @default 90 */
  memoryPercent?: number;
}

export const CACHE_DEFAULTS: Required<CacheOptions> = {
  timeoutMs: 1500,
  slowMs: 100,
  memoryPercent: 90,
};

const MAX_MS = 60_000;

export const CACHE_RULES = rules.section<CacheOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  slowMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  memoryPercent: rules.number({ min: 1, max: 100 }),
});
