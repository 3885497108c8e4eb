import { hasMethods } from '../integration.contract';
import type { Integration, Provided } from '../integration.contract';
import { TypeOrmIndicator } from './typeorm.indicator';
import type { DataSourceLike } from './typeorm.indicator';

/**
 * Looks after every TypeORM DataSource in the container.
 * @example `TypeOrmModule.forRoot({ ... })` is all it takes.
 */
export const typeorm: Integration = {
  product: 'TypeORM',
  indicatorOf(provided) {
    const sources = provided.map(({ instance }) => instance).filter(isDataSource);
    return sources.length > 0 ? new TypeOrmIndicator([...new Set(sources)]) : undefined;
  },
};

function isDataSource(instance: Provided['instance']): instance is DataSourceLike {
  return (
    hasMethods(instance, 'query', 'createQueryRunner', 'getRepository') &&
    'isInitialized' in instance
  );
}
