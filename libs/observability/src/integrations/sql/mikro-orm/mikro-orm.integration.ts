import type { Integration } from '../../client/integration.contract';
import { mikroOrmsOf } from './mikro-orm-client';
import { mikroOrmConnections } from './mikro-orm-connections';
import { instrumentMikroOrm } from './mikro-orm.instrumentation';
import { mikroOrmCollector } from './mikro-orm-pool';

/**
 * Looks after every MikroORM in the container: its health, queries and connections.
 * @example `MikroOrmModule.forRoot({ ... })` is all it takes.
 */
export const mikroOrm: Integration = {
  product: 'MikroORM',
  client: 'a MikroORM',
  databases: mikroOrmConnections,
  instrument(provided, observer) {
    for (const named of mikroOrmsOf(provided)) instrumentMikroOrm(named, observer);
  },
  collectors(provided) {
    return mikroOrmsOf(provided).flatMap((named) => mikroOrmCollector(named) ?? []);
  },
};
