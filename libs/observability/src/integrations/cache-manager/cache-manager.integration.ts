import { hasMethods } from '../integration.contract';
import type { Integration, Provided } from '../integration.contract';
import { CacheManagerIndicator } from './cache-manager.indicator';
import type { CacheLike } from './cache-manager.indicator';

/**
 * Looks after every cache of @nestjs/cache-manager in the container.
 * @example `CacheModule.register({ ... })` is all it takes.
 */
export const cacheManager: Integration = {
  product: 'cache-manager',
  indicatorOf(provided) {
    const caches = [...new Set(provided.map(({ instance }) => instance).filter(isCache))];
    if (caches.length === 0) return undefined;
    const named = caches.map((cache, i) => [i === 0 ? 'default' : `cache${i + 1}`, cache] as const);
    return new CacheManagerIndicator(Object.fromEntries(named));
  },
};

function isCache(instance: Provided['instance']): instance is Provided['instance'] & CacheLike {
  return hasMethods(instance, 'get', 'set', 'del', 'wrap') && 'stores' in instance;
}
