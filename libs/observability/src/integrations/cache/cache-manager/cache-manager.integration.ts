import type { Integration } from '../../client/integration.contract';
import { cacheConnection } from './cache-connection';
import { instrumentCache } from './cache-manager.instrumentation';
import { cachesOf } from './caches';
import { redisCollector } from '../redis/redis-collector';
import { redisOf } from './redis-store';

/**
 * Looks after every cache of @nestjs/cache-manager in the container: its health, its operations
 * and the Redis behind it.
 * @example `CacheModule.register({ ... })` is all it takes.
 */
export const cacheManager: Integration = {
  product: 'cache-manager',
  client: 'a cache of cache-manager',
  caches(provided, { cache: thresholds }) {
    return cachesOf(provided).map(([alias, cache]) => cacheConnection(alias, cache, thresholds));
  },
  instrument(provided, observer) {
    if (!observer.caches.hasListeners) return;
    for (const [name, cache] of cachesOf(provided)) instrumentCache(cache, name, observer);
  },
  collectors(provided, warnings) {
    return cachesOf(provided).flatMap(([name, { stores = [] }]) => {
      const redis = redisOf(stores);
      return redis ? [redisCollector(name, redis, warnings)] : [];
    });
  },
};
