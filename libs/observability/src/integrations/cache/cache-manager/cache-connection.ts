import { randomUUID } from 'node:crypto';
import { loopTimeOf } from '../../../core';
import { Findings, roundedMs } from '../../../health';
import type { CacheConnection } from '../cache.indicator';
import type { CacheOptions } from '../cache.options';
import { infosIfAllowed, noteMemory } from '../redis/note-memory';
import { unobserved } from './cache-manager.instrumentation';
import type { CacheLike } from './caches';
import { redisOf } from './redis-store';

const KEY_LIVES_MS = 60_000;
const VALUE = 'test_value';

type Thresholds = Pick<Required<CacheOptions>, 'slowMs' | 'memoryPercent'>;

/** A cache as the indicator `cache` checks it: it stores, returns and deletes a value, quickly. */
export function cacheConnection(
  alias: string,
  cache: CacheLike,
  thresholds: Thresholds,
): CacheConnection {
  const redis = redisOf(cache.stores ?? []);
  return {
    alias,
    subject: 'cache',
    check: async () => {
      const findings = new Findings();
      const isKept = await roundTrip(unobserved(cache), findings, thresholds.slowMs);
      if (isKept && redis) {
        noteMemory(await infosIfAllowed(redis), findings, thresholds.memoryPercent);
      }
      return findings.toFinding('');
    },
    remedy: () => redis?.remedy?.(),
  };
}

/** Sets, gets and deletes a unique key; returns whether the value was returned. */
async function roundTrip(cache: CacheLike, findings: Findings, slowMs: number): Promise<boolean> {
  const key = `health_check_${randomUUID()}`;
  const setMs = await loopTimeOf(() => cache.set(key, VALUE, KEY_LIVES_MS));
  let read: unknown;
  const getMs = await loopTimeOf(async () => {
    read = await cache.get(key);
  });
  await cache.del(key);
  findings.note('set_time_ms', roundedMs(setMs)).note('get_time_ms', roundedMs(getMs));
  if (read !== VALUE) {
    findings.add('unhealthy', 'cache read/write failed');
    return false;
  }
  if (Math.max(setMs, getMs) > slowMs) findings.add('degraded', 'cache is slow');
  return true;
}
