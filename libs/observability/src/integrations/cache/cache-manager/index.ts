// cache-manager: does every cache keep what it is given, and quickly? How often does it help?
// Enters: the caches of the container.
// Leaves: the indicator `cache`, one CacheObservation for each operation, collectors of Redis.
export { CacheManagerIndicator } from './cache-manager.indicator';
export type { CacheLike } from './caches';
export { cacheManager } from './cache-manager.integration';
