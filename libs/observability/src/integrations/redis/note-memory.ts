import { messageOf } from '../../core';
import { roundedMs } from '../../health';
import type { Findings } from '../../health';
import type { RedisClient } from './redis-client';
import { totalOf } from './redis-info';
import type { RedisInfo } from './redis-info';

/** What the servers tell; nothing where the client's user may not ask them. */
export async function infosIfAllowed(
  client: Pick<RedisClient, 'infos'>,
): Promise<readonly RedisInfo[]> {
  try {
    return await client.infos();
  } catch (error) {
    if (messageOf(error).startsWith('NOPERM')) return [];
    throw error;
  }
}

/** Tells memory and clients of the servers behind one client; the fullest one counts. */
export function noteMemory(
  infos: readonly RedisInfo[],
  findings: Findings,
  memoryPercent: number,
): void {
  if (infos.length === 0) return;
  const { usedMemory: used, clients } = totalOf(infos);
  findings.note('used_memory_bytes', used).note('connected_clients', clients);
  const limited = infos.filter(({ maxMemory }) => maxMemory > 0);
  if (limited.length === 0) return;
  const percents = limited.map(({ usedMemory, maxMemory }) => (usedMemory / maxMemory) * 100);
  const percent = Math.max(...percents);
  findings.note('memory_usage_percent', roundedMs(percent));
  if (percent > memoryPercent) findings.add('degraded', 'high memory usage');
}
