import type { Collector } from '../../../core';
import { poolCollector } from '../connection-pool';
import type { PoolState } from '../connection-pool';
import type { NamedClient } from '../../client/named-clients';
import type { SequelizeLike } from './sequelize-client';

/** What a pool of sequelize-pool tells of itself. */
interface CountedPool {
  readonly using: number;
  readonly available: number;
  readonly waiting: number;
  readonly maxSize: number;
}

/** Sequelize makes a pool for it, too, and opens its connections without it. */
const WITHOUT_POOL = 'sqlite';

/** Reads Sequelize's pools at each scrape, added up where it has one for reading; undefined without any. */
export function sequelizeCollector({
  client,
  alias,
}: NamedClient<SequelizeLike>): Collector | undefined {
  if (client.getDialect() === WITHOUT_POOL || poolsOf(client).length === 0) return undefined;
  return poolCollector(alias, () => stateOf(poolsOf(client)));
}

function stateOf(pools: readonly CountedPool[]): PoolState {
  const sum = (key: keyof CountedPool): number =>
    pools.reduce((total, pool) => total + pool[key], 0);
  const [used, idle, pending, max] = [
    sum('using'),
    sum('available'),
    sum('waiting'),
    sum('maxSize'),
  ];
  return { used, idle, pending, max };
}

function poolsOf({ connectionManager }: SequelizeLike): CountedPool[] {
  const { pool } = connectionManager as { pool?: { read?: unknown; write?: unknown } };
  return [pool, pool?.read, pool?.write].filter(isCounted);
}

function isCounted(pool: unknown): pool is CountedPool {
  const { using, available, waiting, maxSize } = (pool ?? {}) as Partial<CountedPool>;
  return [using, available, waiting, maxSize].every((count) => typeof count === 'number');
}
