import type { DatabaseConnection } from '../../database/database.contract';
import { mongoConnection } from '../mongo-connection';
import type { Provided } from '../../client/integration.contract';
import { mongooseConnectionsOf } from './mongoose-client';

/** The databases of Mongoose's connections; `readyState` stays 1 while the server does not answer (terminus#2661). */
export function mongoDatabases(provided: readonly Provided[]): DatabaseConnection[] {
  return mongooseConnectionsOf(provided).map(({ alias, client }) =>
    mongoConnection(alias, () => client.db),
  );
}
