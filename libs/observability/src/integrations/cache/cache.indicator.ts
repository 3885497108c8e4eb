import type { CheckedConnection } from '../probe/checked-connection';
import { ConnectionsIndicator } from '../probe/connections.indicator';
import { CACHE_DEFAULTS } from './cache.options';
import type { CacheOptions } from './cache.options';

/** Every cache and client of Redis that the app has: each answers quickly, and Redis has memory to spare. */
export class CacheIndicator extends ConnectionsIndicator {
  constructor(
    connections: readonly CacheConnection[],
    name = 'cache',
    options: Required<CacheOptions> = CACHE_DEFAULTS,
  ) {
    super(connections, { name, fine: 'All caches healthy', separator: ' ' }, options);
  }
}

/** One cache, or one client of Redis, as the indicator `cache` checks it. */
export type CacheConnection = CheckedConnection;
