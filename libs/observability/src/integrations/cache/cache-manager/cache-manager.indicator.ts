import { CacheIndicator } from '../cache.indicator';
import { CACHE_DEFAULTS } from '../cache.options';
import type { CacheOptions } from '../cache.options';
import { cacheConnection } from './cache-connection';
import type { CacheLike } from './caches';

/** Every cache keeps a value, gives it back and forgets it, within 100 ms; Redis has memory to spare. */
export class CacheManagerIndicator extends CacheIndicator {
  /** @param caches the caches by the alias that details and messages use */
  constructor(
    caches: Readonly<Record<string, CacheLike>>,
    name = 'cache',
    options: CacheOptions = CACHE_DEFAULTS,
  ) {
    const resolved = { ...CACHE_DEFAULTS, ...options };
    const connections = Object.entries(caches).map(([alias, cache]) =>
      cacheConnection(alias, cache, resolved),
    );
    super(connections, name, resolved);
  }
}
