// TypeORM: is every database there, quick, and with connections to spare? What is it asked?
// Enters: the DataSources of the container.
// Leaves: the indicator `database`, one QueryObservation for each query, readings of the connections.
export { TypeOrmIndicator } from './typeorm.indicator';
export type { DataSourceLike } from './data-source';
export { typeorm } from './typeorm.integration';
