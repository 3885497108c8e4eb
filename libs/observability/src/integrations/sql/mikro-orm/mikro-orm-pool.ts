import { hasMethods } from '../../../core';
import type { Collector } from '../../../core';
import { poolCollector } from '../connection-pool';
import type { PoolState } from '../connection-pool';
import type { TarnPool } from '../knex-pool-adapter';
import type { NamedClient } from '../../client/named-clients';
import type { MikroOrmLike } from './mikro-orm-client';

/** What a pool of tarn tells of itself. */
interface CountedPool extends TarnPool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** Reads knex's pool at each scrape; undefined where it has none, as with MongoDB and MikroORM 7. */
export function mikroOrmCollector({
  client,
  alias,
}: NamedClient<MikroOrmLike>): Collector | undefined {
  if (!client.em.getConnection().getKnex) return undefined;
  return poolCollector(alias, () => stateOf(poolOf(client)));
}

/** It makes a new one when it connects anew. */
export function poolOf(orm: MikroOrmLike): CountedPool | undefined {
  const pool = orm.em.getConnection().getKnex?.().client.pool;
  return typeof pool === 'object' && pool !== null && isTarn(pool) ? pool : undefined;
}

function isTarn(pool: object): pool is CountedPool {
  return hasMethods(pool, 'acquire', 'release', 'numUsed', 'numFree', 'numPendingAcquires');
}

function stateOf(pool: CountedPool | undefined): PoolState {
  return {
    used: pool?.numUsed() ?? 0,
    idle: pool?.numFree() ?? 0,
    pending: pool?.numPendingAcquires() ?? 0,
    max: pool?.max,
  };
}
