import { METRICS } from '../../core';
import type { Collector } from '../../core';

/** The state of a connection pool. */
export interface PoolState {
  readonly used: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly pending: number;
  /** The limit of its connections; undefined while it is unknown. */
  readonly max: number | undefined;
}

/** The counters of a pool of pg. */
export interface PgPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max?: number };
}

/** Reads the counters of a connection pool at each scrape; it sends no query. */
export function poolCollector(alias: string, stateOf: () => PoolState): Collector {
  return {
    name: `connections of the database "${alias}"`,
    metrics: [METRICS.poolConnections, METRICS.poolPending, METRICS.poolMax],
    read(sink) {
      const { used, idle, pending, max } = stateOf();
      sink.set(METRICS.poolConnections, [alias, 'used'], used);
      sink.set(METRICS.poolConnections, [alias, 'idle'], idle);
      sink.set(METRICS.poolPending, [alias], pending);
      if (max !== undefined) sink.set(METRICS.poolMax, [alias], max);
    },
  };
}

/** The state of pools of pg, added up. With none no connection is open. */
export function pgPoolState(pools: readonly PgPool[]): PoolState {
  const sum = (of: (pool: PgPool) => number): number =>
    pools.reduce((total, pool) => total + of(pool), 0);
  return {
    used: sum(({ totalCount, idleCount }) => totalCount - idleCount),
    idle: sum(({ idleCount }) => idleCount),
    pending: sum(({ waitingCount }) => waitingCount),
    max: pools.length > 0 ? sum(({ options }) => options.max ?? 0) : undefined,
  };
}
