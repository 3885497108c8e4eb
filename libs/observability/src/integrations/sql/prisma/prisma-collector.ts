import type { Collector } from '../../../core';
import { pgPoolState, poolCollector } from '../connection-pool';
import type { PgPool } from '../connection-pool';
import type { NamedClient } from '../../client/named-clients';
import { driversOf, poolOf } from './adapter-drivers';
import type { PrismaClientLike } from './prisma-client';

/** Reads the pool of pg below a client; nothing before it connects, and of other adapters. */
export function prismaPoolCollector({ alias, client }: NamedClient<PrismaClientLike>): Collector {
  const pools = (): PgPool[] => [poolOf(driversOf(client))].filter(isPgPool);
  const reading = poolCollector(alias, () => pgPoolState(pools()));
  return {
    ...reading,
    read(sink) {
      if (pools().length > 0) void reading.read?.(sink);
    },
  };
}

function isPgPool(pool: unknown): pool is PgPool {
  const { totalCount, idleCount, waitingCount } = (pool ?? {}) as Partial<PgPool>;
  return [totalCount, idleCount, waitingCount].every((count) => typeof count === 'number');
}
