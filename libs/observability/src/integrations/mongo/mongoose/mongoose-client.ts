import { hasMethods } from '../../../core';
import type { MongoDatabase } from '../mongo-connection';
import type { Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';
import { withNamesOf } from '../../client/nest-token';

/** What is used of a connection of Mongoose. */
export interface MongooseConnection {
  /** Missing until it has connected. */
  readonly db?: MongoDatabase;
}

/** Nest's token of the connection that has no name. */
const UNNAMED = 'DatabaseConnection';

/** The connections of Mongoose among these, each once; @nestjs/mongoose calls them `<name>Connection`. */
export function mongooseConnectionsOf(
  provided: readonly Provided[],
): NamedClient<MongooseConnection>[] {
  return namedClients(
    withNamesOf(provided, 'Connection', UNNAMED),
    (instance) => (isConnection(instance) ? instance : undefined),
    'mongodb',
  );
}

function isConnection(instance: object): instance is MongooseConnection {
  return (
    hasMethods(instance, 'model', 'collection', 'startSession', 'close') && 'readyState' in instance
  );
}
