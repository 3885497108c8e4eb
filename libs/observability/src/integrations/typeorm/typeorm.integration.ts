import type { Integration } from '../integration.contract';
import { connectionPoolReading } from './connection-pool.readings';
import { aliasOf, dataSourcesOf } from './data-source';
import { typeOrmConnections } from './typeorm.connections';
import { instrumentDataSource } from './typeorm.instrumentation';
import type { RunnerSource } from './typeorm.instrumentation';

/**
 * Looks after every TypeORM DataSource in the container: its health, queries and connections.
 * @example `TypeOrmModule.forRoot({ ... })` is all it takes.
 */
export const typeorm: Integration = {
  product: 'TypeORM',
  client: 'a TypeORM DataSource',
  databases(provided, { database }) {
    return typeOrmConnections(dataSourcesOf(provided), database.reconnect);
  },
  instrument(provided, observer) {
    dataSourcesOf(provided).forEach((source, i) =>
      // What has no createQueryRunner is no DataSource here.
      instrumentDataSource(source as RunnerSource, aliasOf(source, i), observer),
    );
  },
  readings(provided) {
    return dataSourcesOf(provided).flatMap(
      (source, i) => connectionPoolReading(source, aliasOf(source, i)) ?? [],
    );
  },
};
