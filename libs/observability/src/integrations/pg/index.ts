// pg: what is PostgreSQL asked, and are there connections to spare?
// Enters: the pools and clients of the container.
// Leaves: one QueryObservation for each query, readings of the connections.
export { pg } from './pg.integration';
