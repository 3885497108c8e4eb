// TypeORM: is every database there, quick, and with connections to spare?
// Enters: the DataSources of the container.
// Leaves: the indicator `database`.
export { TypeOrmIndicator } from './typeorm.indicator';
export type { DataSourceLike } from './typeorm.indicator';
export { typeorm } from './typeorm.integration';
