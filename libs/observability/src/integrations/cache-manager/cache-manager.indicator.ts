import { randomUUID } from 'node:crypto';
import { messageOf } from '../../core';
import { Findings, roundedMs } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import { unobserved } from './cache-manager.instrumentation';
import type { CacheLike } from './caches';
import { redisOf } from './redis-store';
import type { RedisInfo } from './redis-store';

const SLOW_MS = 100;
const MOST_MEMORY_PERCENT = 90;
const KEY_LIVES_MS = 60_000;
const VALUE = 'test_value';

/** Every cache keeps a value, gives it back and forgets it, within 100 ms; Redis has memory to spare. */
export class CacheManagerIndicator implements HealthIndicator {
  readonly critical = false;

  /** @param caches the caches by the alias that details and messages use */
  constructor(
    private readonly caches: Readonly<Record<string, CacheLike>>,
    readonly name = 'cache',
  ) {}

  async check(): Promise<Finding> {
    const findings = new Findings();
    const asked = Object.entries(this.caches).map(([alias, cache]) =>
      ask(unobserved(cache), alias, findings),
    );
    await Promise.all(asked);
    return findings.toFinding('All caches healthy');
  }
}

async function ask(cache: CacheLike, alias: string, findings: Findings): Promise<void> {
  try {
    if (await roundTrip(cache, alias, findings)) await askRedis(cache, alias, findings);
  } catch (error) {
    findings.add('unhealthy', `${alias} cache failed: ${messageOf(error)}`);
  }
}

/** Sets, gets and deletes a key that nobody else uses; tells whether the value came back. */
async function roundTrip(cache: CacheLike, alias: string, findings: Findings): Promise<boolean> {
  const key = `health_check_${randomUUID()}`;
  const setMs = await timed(() => cache.set(key, VALUE, KEY_LIVES_MS));
  let read: unknown;
  const getMs = await timed(async () => {
    read = await cache.get(key);
  });
  await cache.del(key);
  findings
    .note(`${alias}_set_time_ms`, roundedMs(setMs))
    .note(`${alias}_get_time_ms`, roundedMs(getMs));
  if (read !== VALUE) {
    findings.add('unhealthy', `${alias} cache read/write failed`);
    return false;
  }
  if (Math.max(setMs, getMs) > SLOW_MS) findings.add('degraded', `${alias} cache is slow`);
  return true;
}

async function askRedis(cache: CacheLike, alias: string, findings: Findings): Promise<void> {
  const redis = redisOf(cache.stores ?? []);
  if (!redis) return;
  const { usedMemory, maxMemory, clients }: RedisInfo = await redis.info();
  findings
    .note(`${alias}_used_memory_bytes`, usedMemory)
    .note(`${alias}_connected_clients`, clients);
  if (maxMemory === 0) return;
  const percent = (usedMemory / maxMemory) * 100;
  findings.note(`${alias}_memory_usage_percent`, roundedMs(percent));
  if (percent > MOST_MEMORY_PERCENT) findings.add('degraded', `${alias} high memory usage`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
