import { METRICS } from '../../../core';
import type { MetricSink, Collector, Warnings } from '../../../core';
import { infosIfAllowed } from './note-memory';
import type { RedisClient } from './redis-client';
import { totalOf } from './redis-info';
import type { RedisInfo } from './redis-info';

const { redisMemory, redisClients } = METRICS;

/** Reads memory and clients of the servers behind one client, by one INFO at a time, at each scrape. */
export function redisCollector(alias: string, client: RedisClient, warnings?: Warnings): Collector {
  const warn = (answer: string): void =>
    warnings?.once(
      `INFO ${alias}`,
      `The Redis "${alias}" refuses INFO (${answer}): its memory and clients are not measured.`,
    );
  return {
    name: `the Redis "${alias}"`,
    metrics: [redisMemory, redisClients],
    read: async (sink) => {
      // Behind a command that blocks every answer waits; what was read last stays.
      if (!client.isReady()) forget(alias, sink);
      else if (!client.isBlocked?.()) await read(alias, sink, () => infosIfAllowed(client, warn));
    },
  };
}

async function read(
  alias: string,
  sink: MetricSink,
  ask: () => Promise<readonly RedisInfo[]>,
): Promise<void> {
  try {
    const infos = await ask();
    const { usedMemory, clients } = totalOf(infos);
    if (infos.length === 0) return forget(alias, sink);
    sink.set(redisMemory, [alias], usedMemory);
    sink.set(redisClients, [alias], clients);
  } catch (error) {
    forget(alias, sink);
    throw error;
  }
}

/** A server that does not answer has no numbers. */
function forget(alias: string, sink: MetricSink): void {
  sink.remove(redisMemory, [alias]);
  sink.remove(redisClients, [alias]);
}
