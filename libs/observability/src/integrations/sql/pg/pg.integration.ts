import { pgPoolState, poolCollector } from '../connection-pool';
import type { Integration } from '../../client/integration.contract';
import { missingPgLimits } from '../../client/missing-limits';
import { pgConnections } from './pg-connections';
import { clientsOf, poolsOf } from './pg-client';
import { instrumentClient, instrumentPool } from './pg.instrumentation';

/**
 * Looks after every pool and client of pg in the container: its health, queries
 * and connections.
 * @example `{ provide: 'PG_POOL', useFactory: () => new Pool({ ... }) }` is all it takes.
 */
export const pg: Integration = {
  product: 'pg',
  client: 'a Pool or Client of pg',
  databases: pgConnections,
  instrument(provided, observer) {
    for (const pool of poolsOf(provided)) instrumentPool(pool, observer);
    for (const client of clientsOf(provided)) instrumentClient(client, observer);
  },
  missingLimits(provided) {
    return poolsOf(provided).flatMap(({ alias, client }) => missingPgLimits(alias, client.options));
  },
  collectors(provided) {
    return poolsOf(provided).map(({ alias, client }) =>
      poolCollector(alias, () => pgPoolState([client])),
    );
  },
};
