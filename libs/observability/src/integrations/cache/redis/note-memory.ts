import { messageOf } from '../../../core';
import { roundedMs } from '../../../health';
import type { Findings } from '../../../health';
import type { RedisClient } from './redis-client';
import { totalOf } from './redis-info';
import type { RedisInfo } from './redis-info';

/**
 * Replies of servers and proxies that refuse INFO: a user without the permission, a command that is
 * renamed, disabled or unknown to Envoy, twemproxy and the like.
 */
const REFUSALS: readonly RegExp[] = [
  /^NOPERM\b/,
  /^(?:ERR )?(?:unknown|unsupported) command\b/i,
  /\bcommand .{1,40} is not (?:allowed|supported)\b/i,
];
/** A client that is subscribed to channels cannot send INFO now, but may later. */
const LISTENING = "ERR Can't execute";

/** Clients that get no further INFO. */
const refused = new WeakSet<object>();

/**
 * The INFO of the servers; empty where they refuse it.
 * @param onRefusal called with the reply that refuses INFO for good
 */
export async function infosIfAllowed(
  client: Pick<RedisClient, 'infos'>,
  onRefusal?: (answer: string) => void,
): Promise<readonly RedisInfo[]> {
  if (refused.has(client)) return [];
  try {
    return await client.infos();
  } catch (error) {
    const answer = messageOf(error);
    if (answer.startsWith(LISTENING)) return [];
    if (!REFUSALS.some((refusal) => refusal.test(answer))) throw error;
    refused.add(client);
    onRefusal?.(answer);
    return [];
  }
}

/** Reports memory and clients of the servers behind one client; the fullest one counts. */
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
