import type { Integration } from '../../client/integration.contract';
import { mongoDatabases } from './mongoose-connections';

/**
 * Looks after the health of every connection of Mongoose in the container.
 * @example `MongooseModule.forRoot('mongodb://...')` is all it takes.
 */
export const mongoose: Integration = {
  product: 'Mongoose',
  client: 'a connection of Mongoose',
  unmeasured: 'its commands and pool are not measured',
  databases: mongoDatabases,
};
