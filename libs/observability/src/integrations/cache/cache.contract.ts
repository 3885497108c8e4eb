import type { CheckedConnection } from '../probe/checked-connection';

/** One cache, or one client of Redis, as the indicator `cache` asks it. */
export type CacheConnection = CheckedConnection;
