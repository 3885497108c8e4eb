// pg: which queries does PostgreSQL get, and are there free connections?
// Enters: the pools and clients of the container.
// Leaves: one QueryObservation for each query, collectors of the connections.
export { pg } from './pg.integration';
