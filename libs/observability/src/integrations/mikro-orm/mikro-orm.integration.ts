import type { Integration } from '../integration.contract';
import { mikroOrmConnections } from './mikro-orm.connections';

/**
 * Looks after the health of every MikroORM in the container.
 * @example `MikroOrmModule.forRoot({ ... })` is all it takes.
 */
export const mikroOrm: Integration = {
  product: 'MikroORM',
  client: 'a MikroORM',
  databases(provided, { database }) {
    return mikroOrmConnections(provided, database.reconnect);
  },
};
