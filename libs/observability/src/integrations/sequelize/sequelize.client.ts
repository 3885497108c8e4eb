import { hasMethods } from '../../core';
import type { Provided } from '../integration.contract';
import { namedClients } from '../named-clients';
import type { NamedClient } from '../named-clients';
import { withNamesOf } from '../nest-token';

/** What is used of a Sequelize. */
export interface SequelizeLike {
  getDialect(): string;
  query(
    sql: string,
    options: { readonly logging: false; readonly type: 'SELECT' },
  ): Promise<unknown>;
  readonly connectionManager: object;
}

/** The Sequelizes among these, each once; @nestjs/sequelize calls others than the first `<name>Connection`. */
export function sequelizesOf(provided: readonly Provided[]): NamedClient<SequelizeLike>[] {
  return namedClients(
    withNamesOf(provided, 'Connection'),
    (instance) => (isSequelize(instance) ? instance : undefined),
    'sequelize',
  );
}

function isSequelize(instance: object): instance is SequelizeLike {
  return (
    hasMethods(instance, 'authenticate', 'define', 'query', 'getDialect') &&
    'connectionManager' in instance
  );
}
