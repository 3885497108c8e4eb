// Outside systems: one folder for each product, always of the same files.
// Enters: what the container holds, looked at once when the app starts.
// Leaves: indicators, readings, and clients that carry contexts and begin observations.
export { bullmq, BullMqIndicator } from './bullmq';
export { cacheManager, CacheManagerIndicator } from './cache-manager';
export { HttpServiceIndicator } from './http-service';
export type { Integration, Provided } from './integration.contract';
export { pg } from './pg';
export { runtimeReadings } from './runtime';
export { typeorm, TypeOrmIndicator } from './typeorm';
