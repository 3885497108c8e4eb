import type { Integration } from '../../client/integration.contract';
import { sequelizesOf } from './sequelize-client';
import { sequelizeConnections } from './sequelize-connections';
import { instrumentSequelize } from './sequelize.instrumentation';
import { sequelizeCollector } from './sequelize-collector';

/**
 * Looks after every Sequelize in the container: its health, queries and connections.
 * @example `SequelizeModule.forRoot({ ... })` is all it takes.
 */
export const sequelize: Integration = {
  product: 'Sequelize',
  client: 'a Sequelize',
  databases: sequelizeConnections,
  instrument(provided, observer) {
    for (const named of sequelizesOf(provided)) instrumentSequelize(named, observer);
  },
  collectors(provided) {
    return sequelizesOf(provided).flatMap((named) => sequelizeCollector(named) ?? []);
  },
};
