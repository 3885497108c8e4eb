import type { Integration } from '../../client/integration.contract';
import { missingPgLimits } from '../../client/missing-limits';
import { connectionPoolCollector } from './connection-pool-collector';
import { aliasOf, dataSourcesOf } from './data-source';
import { typeOrmConnections } from './typeorm-connections';
import { instrumentDataSource } from './typeorm.instrumentation';
import type { RunnerSource } from './typeorm.instrumentation';

/** The driver's own pool of pg; there is none before the DataSource is connected. */
interface PooledSource {
  readonly driver?: { readonly master?: { readonly options?: object } };
}

/** The types that TypeORM reaches by a pool of pg. */
const PG_TYPES: ReadonlySet<string> = new Set(['postgres', 'cockroachdb']);
/** As TypeORM's options call them. */
const PG_NAMES = { connect: 'connectTimeoutMS', query: 'extra.query_timeout' };

/**
 * Looks after every TypeORM DataSource in the container: its health, queries and connections.
 * @example `TypeOrmModule.forRoot({ ... })` is all it takes.
 */
export const typeorm: Integration = {
  product: 'TypeORM',
  client: 'a TypeORM DataSource',
  databases(provided) {
    return typeOrmConnections(dataSourcesOf(provided));
  },
  instrument(provided, observer) {
    dataSourcesOf(provided).forEach((source, i) =>
      // What has no createQueryRunner is no DataSource here.
      instrumentDataSource(source as RunnerSource, aliasOf(source, i), observer),
    );
  },
  missingLimits(provided) {
    return dataSourcesOf(provided).flatMap((source, i) => {
      const { driver } = source as PooledSource;
      // SQL Server, Oracle and HANA have a master too, and limits of other names.
      if (!driver?.master || !PG_TYPES.has(source.options.type)) return [];
      return missingPgLimits(aliasOf(source, i), driver.master.options, PG_NAMES);
    });
  },
  collectors(provided) {
    return dataSourcesOf(provided).flatMap(
      (source, i) => connectionPoolCollector(source, aliasOf(source, i)) ?? [],
    );
  },
};
