import { hasMethods } from '../../../core';
import type { Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';
import { withNamesOf } from '../../client/nest-token';

/** OpenTelemetry's values of `db.system.name`, by Sequelize's dialects. */
const SYSTEMS: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  mssql: 'microsoft.sql_server',
  oracle: 'oracle.db',
  db2: 'ibm.db2',
};

/** What is used of a Sequelize. */
export interface SequelizeLike {
  getDialect(): string;
  query(
    sql: string,
    options: { readonly logging: false; readonly type: 'SELECT' },
  ): Promise<unknown>;
  readonly connectionManager: object;
  readonly options?: { readonly dialectOptions?: { readonly connectionTimeoutMillis?: unknown } };
}

/** The Sequelizes among these, each once; @nestjs/sequelize calls others than the first `<name>Connection`. */
export function sequelizesOf(provided: readonly Provided[]): NamedClient<SequelizeLike>[] {
  return namedClients(
    withNamesOf(provided, 'Connection'),
    (instance) => (isSequelize(instance) ? instance : undefined),
    'sequelize',
  );
}

/** The system that a Sequelize speaks to. */
export function systemOf(client: SequelizeLike): string {
  return SYSTEMS[client.getDialect()] ?? 'other_sql';
}

function isSequelize(instance: object): instance is SequelizeLike {
  return (
    hasMethods(instance, 'authenticate', 'define', 'query', 'getDialect') &&
    'connectionManager' in instance
  );
}
