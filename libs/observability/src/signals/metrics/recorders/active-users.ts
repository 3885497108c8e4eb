import { METRICS } from '../../../core';
import type { Collector } from '../../../core';

/** The gauge of active users, counted by the app at each scrape. */
export function activeUsers(count: () => number | Promise<number>): Collector {
  return {
    name: 'active users',
    metrics: [METRICS.activeUsers],
    read: async (sink) => {
      const users: unknown = await count();
      if (typeof users !== 'number' || !Number.isFinite(users)) {
        throw new TypeError('metrics.activeUsers must return a number');
      }
      sink.set(METRICS.activeUsers, [], users);
    },
  };
}
