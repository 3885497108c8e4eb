import type { Integration } from '../integration.contract';
import { sequelizeConnections } from './sequelize.connections';

/**
 * Looks after the health of every Sequelize in the container.
 * @example `SequelizeModule.forRoot({ ... })` is all it takes.
 */
export const sequelize: Integration = {
  product: 'Sequelize',
  client: 'a Sequelize',
  databases(provided, { database }) {
    return sequelizeConnections(provided, database.reconnect);
  },
};
