// Outside systems: one folder for each product, always of the same files.
// Enters: what the container holds, looked at once when the app starts.
// Leaves: indicators, readings, and clients that carry contexts and begin observations.
export { bullmq, BullMqIndicator } from './bullmq';
export { CacheIndicator } from './cache/cache.indicator';
export { missingLimitMessage } from './missing-limits';
export type { CacheOptions } from './cache/cache.options';
export { cacheManager, CacheManagerIndicator } from './cache-manager';
export { Conditions, conditionsLine } from './conditions';
export type { Condition } from './conditions';
export type { ConnectionCount, DatabaseConnection } from './database/database.contract';
export { DatabaseIndicator } from './database/database.indicator';
export type { DatabaseOptions } from './database/database.options';
export { HttpServiceIndicator } from './http-service';
export type { ExternalServicesOptions } from './http-service';
export {
  INTEGRATIONS_DEFAULTS,
  INTEGRATIONS_RULES,
  resolveIntegrations,
} from './integrations.options';
export type { IntegrationsOptions, ResolvedIntegrationsOptions } from './integrations.options';
export type { Integration, Provided } from './integration.contract';
export { ioredis } from './ioredis';
export { nodeRedis } from './node-redis';
export { mikroOrm } from './mikro-orm';
export { mongoose } from './mongoose';
export { pg } from './pg';
export { prisma } from './prisma';
export { QueueIndicator } from './queue/queue.indicator';
export type { QueueOptions } from './queue/queue.options';
export { rabbitmq } from './rabbitmq';
export { runtimeIndicators, runtimeReadings } from './runtime';
export type { RuntimeIndicator } from './runtime';
export { sequelize } from './sequelize';
export { typeorm, TypeOrmIndicator } from './typeorm';
