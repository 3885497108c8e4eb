import { loopTimeOf } from '../../../core';
import { roundedMs } from '../../../health';
import type { Findings } from '../../../health';
import type { CacheConnection } from '../cache.contract';
import type { CacheOptions } from '../cache.options';
import { infosIfAllowed, noteMemory } from './note-memory';
import type { RedisClient } from './redis-client';

type Thresholds = Pick<Required<CacheOptions>, 'slowMs' | 'memoryPercent'>;

/** A client of Redis as the indicator `cache` asks it: it answers PING, soon, and has memory to spare. */
export function redisConnection(
  alias: string,
  client: RedisClient,
  thresholds: Thresholds,
): CacheConnection {
  return {
    alias,
    subject: 'Redis',
    link: client.link,
    ask: (_signal, findings) => askRedis(client, findings, thresholds),
  };
}

async function askRedis(
  client: RedisClient,
  findings: Findings,
  { slowMs, memoryPercent }: Thresholds,
): Promise<void> {
  if (client.isBlocked?.()) {
    // An answer would come when the app's command has ended, which may be never.
    findings.note('in_blocking_command', true);
    return;
  }
  const ms = await loopTimeOf(() => client.ping());
  findings.note('ping_time_ms', roundedMs(ms));
  if (ms > slowMs) findings.add('degraded', 'Redis is slow');
  noteMemory(await infosIfAllowed(client), findings, memoryPercent);
}
