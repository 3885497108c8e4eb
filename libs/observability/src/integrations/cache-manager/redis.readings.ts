import { METRICS } from '../../core';
import type { MetricSink, ReadingSource } from '../../core';
import type { CacheLike } from './caches';
import type { RedisClient } from '../redis/redis-client';
import { totalOf } from '../redis/redis-info';
import type { RedisInfo } from '../redis/redis-info';
import { redisOf } from './redis-store';

/** Reads memory and clients of the Redis behind each cache, at each scrape; undefined when there is none. */
export function redisReading(
  caches: readonly (readonly [name: string, cache: CacheLike])[],
): ReadingSource | undefined {
  const servers = caches.flatMap(([name, { stores = [] }]) => {
    const redis = redisOf(stores);
    return redis ? [{ name, redis }] : [];
  });
  if (servers.length === 0) return undefined;
  return {
    name: 'the Redis behind the caches',
    metrics: [METRICS.redisMemory, METRICS.redisClients],
    read: (sink) => readAll(servers, sink),
  };
}

/** One that is not connected has no numbers; those that it had are taken off the page. */
async function readAll(
  servers: readonly { name: string; redis: RedisClient }[],
  sink: MetricSink,
): Promise<void> {
  const ready = servers.filter(({ redis }) => redis.isReady());
  const infos = await Promise.allSettled(ready.map(({ redis }) => redis.infos()));
  sink.clear(METRICS.redisMemory);
  sink.clear(METRICS.redisClients);
  infos.forEach((info, i) => {
    if (info.status === 'fulfilled') write(ready[i]!.name, info.value, sink);
  });
  const failed = infos.find((info) => info.status === 'rejected');
  if (failed) throw failed.reason;
}

function write(cache: string, servers: readonly RedisInfo[], sink: MetricSink): void {
  const { usedMemory, clients } = totalOf(servers);
  sink.set(METRICS.redisMemory, [cache], usedMemory);
  sink.set(METRICS.redisClients, [cache], clients);
}
