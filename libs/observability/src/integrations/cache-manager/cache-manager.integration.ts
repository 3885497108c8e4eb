import type { Integration } from '../integration.contract';
import { CacheManagerIndicator } from './cache-manager.indicator';
import { instrumentCache } from './cache-manager.instrumentation';
import { cachesOf } from './caches';
import { redisReading } from './redis.readings';

/**
 * Looks after every cache of @nestjs/cache-manager in the container: its health, its operations
 * and the Redis behind it.
 * @example `CacheModule.register({ ... })` is all it takes.
 */
export const cacheManager: Integration = {
  product: 'cache-manager',
  indicatorOf(provided) {
    const caches = cachesOf(provided);
    return caches.length > 0 ? new CacheManagerIndicator(Object.fromEntries(caches)) : undefined;
  },
  instrument(provided, observer) {
    for (const [name, cache] of cachesOf(provided)) instrumentCache(cache, name, observer);
  },
  readings(provided) {
    const reading = redisReading(cachesOf(provided));
    return reading ? [reading] : [];
  },
};
