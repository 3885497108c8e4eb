import { hasMethods } from '../../core';
import type { MongoDatabase } from '../database/mongo-connection';
import type { Provided } from '../integration.contract';
import { namedClients } from '../named-clients';
import type { NamedClient } from '../named-clients';
import { withNamesOf } from '../nest-token';

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
