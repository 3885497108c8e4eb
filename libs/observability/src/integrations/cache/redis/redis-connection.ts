import { loopTimeOf } from '../../../core';
import { roundedMs } from '../../../health';
import type { Findings } from '../../../health';
import type { CacheConnection } from '../cache.contract';
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
    serverConnection: client.serverConnection,
    check: (_signal, findings) => checkRedis(client, findings, thresholds),
  };
}

async function checkRedis(
  client: RedisClient,
  findings: Findings,
  { slowMs, memoryPercent }: Thresholds,
): Promise<void> {
  if (client.isBlocked?.()) {
    // The reply would come after that of the app's command, which may never end.
    findings.note('in_blocking_command', true);
    return;
  }
  const ms = await loopTimeOf(() => client.ping());
  findings.note('ping_time_ms', roundedMs(ms));
  if (ms > slowMs) findings.add('degraded', 'Redis is slow');
  noteMemory(await infosIfAllowed(client), findings, memoryPercent);
}
