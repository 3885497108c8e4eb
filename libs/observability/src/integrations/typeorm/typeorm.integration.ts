import type { Integration } from '../integration.contract';
import { connectionPoolReading } from './connection-pool.readings';
import { aliasOf, dataSourcesOf } from './data-source';
import { TypeOrmIndicator } from './typeorm.indicator';
import { instrumentDataSource } from './typeorm.instrumentation';
import type { RunnerSource } from './typeorm.instrumentation';

/**
 * Looks after every TypeORM DataSource in the container: its health, queries and connections.
 * @example `TypeOrmModule.forRoot({ ... })` is all it takes.
 */
export const typeorm: Integration = {
  product: 'TypeORM',
  indicatorOf(provided) {
    const sources = dataSourcesOf(provided);
    return sources.length > 0 ? new TypeOrmIndicator(sources) : undefined;
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
