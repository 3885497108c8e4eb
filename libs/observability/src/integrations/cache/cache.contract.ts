import type { AskedConnection } from '../asking/asked-connection';

/** One cache, or one client of Redis, as the indicator `cache` asks it. */
export type CacheConnection = AskedConnection;
