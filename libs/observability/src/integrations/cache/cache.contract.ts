import type { CheckedConnection } from '../probe/checked-connection';

/** One cache, or one client of Redis, as the indicator `cache` checks it. */
export type CacheConnection = CheckedConnection;
