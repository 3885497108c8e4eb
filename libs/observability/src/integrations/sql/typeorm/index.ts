// TypeORM: is every database up, fast, and with free connections? Which queries does it get?
// Enters: the DataSources of the container.
// Leaves: the indicator `database`, one QueryObservation for each query, collectors of the connections.
export { TypeOrmIndicator } from './typeorm.indicator';
export type { DataSourceLike } from './data-source';
export { typeorm } from './typeorm.integration';
