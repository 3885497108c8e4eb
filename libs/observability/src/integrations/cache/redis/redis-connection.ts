import { loopTimeOf } from '../../../core';
import { Findings, roundedMs } from '../../../health';
import type { Finding } from '../../../health';
import type { CacheConnection } from '../cache.indicator';
import type { CacheOptions } from '../cache.options';
import { infosIfAllowed, noteMemory } from './note-memory';
import type { RedisClient } from './redis-client';

type Thresholds = Pick<Required<CacheOptions>, 'slowMs' | 'memoryPercent'>;

/** A client of Redis as the indicator `cache` checks it: it answers PING quickly, and the server has memory to spare. */
export function redisConnection(
  alias: string,
  client: RedisClient,
  thresholds: Thresholds,
): CacheConnection {
  return {
    alias,
    subject: 'Redis',
    check: () => checkRedis(client, thresholds),
    remedy: () => client.remedy?.(),
  };
}

async function checkRedis(
  client: RedisClient,
  { slowMs, memoryPercent }: Thresholds,
): Promise<Finding> {
  const findings = new Findings();
  // The reply would come after that of the app's command, which may never end.
  if (client.isBlocked?.()) return findings.note('in_blocking_command', true).toFinding('');
  const ms = await loopTimeOf(() => client.ping());
  findings.note('ping_time_ms', roundedMs(ms));
  if (ms > slowMs) findings.add('degraded', 'Redis is slow');
  noteMemory(await infosIfAllowed(client), findings, memoryPercent);
  return findings.toFinding('');
}
