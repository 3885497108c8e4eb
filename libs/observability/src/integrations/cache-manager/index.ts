// cache-manager: does every cache keep what it is given, and quickly?
// Enters: the caches of the container.
// Leaves: the indicator `cache`.
export { CacheManagerIndicator } from './cache-manager.indicator';
export type { CacheLike } from './cache-manager.indicator';
export { cacheManager } from './cache-manager.integration';
