import { DatabaseIndicator } from '../../database/database.indicator';
import type { DataSourceLike } from './data-source';
import { typeOrmConnections } from './typeorm-connections';

/**
 * Every TypeORM connection answers `SELECT 1`, within 500 ms, with connections to spare; for use
 * by hand. It queries through the app's own pool.
 */
export class TypeOrmIndicator extends DatabaseIndicator {
  constructor(dataSources: readonly DataSourceLike[], name?: string) {
    super(typeOrmConnections(dataSources), name);
  }
}
