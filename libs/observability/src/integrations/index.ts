// External systems: one folder for each product, always with the same files.
// Enters: what the container holds, searched once when the app starts.
// Leaves: indicators, collectors, and clients that propagate contexts and are observed.
export { bullmq, BullMqIndicator } from './queue/bullmq';
export { CacheIndicator } from './cache/cache.indicator';
export { missingLimitMessage } from './client/missing-limits';
export type { CacheOptions } from './cache/cache.options';
export { cacheManager, CacheManagerIndicator } from './cache/cache-manager';
export { Conditions, conditionsLine } from './client/conditions';
export type { Condition } from './client/conditions';
export type { ConnectionCount, DatabaseConnection } from './database/database.contract';
export { DatabaseIndicator } from './database/database.indicator';
export type { DatabaseOptions } from './database/database.options';
export { HttpServiceIndicator } from './http';
export type { ExternalServicesOptions } from './http';
export {
  INTEGRATIONS_DEFAULTS,
  INTEGRATIONS_RULES,
  resolveIntegrations,
} from './integrations.options';
export type { IntegrationsOptions, ResolvedIntegrationsOptions } from './integrations.options';
export type { Integration, Provided } from './client/integration.contract';
export { ioredis } from './cache/ioredis';
export { nodeRedis } from './cache/node-redis';
export { mikroOrm } from './sql/mikro-orm';
export { mongoose } from './mongo/mongoose';
export { pg } from './sql/pg';
export { prisma } from './sql/prisma';
export { QueueIndicator } from './queue/queue.indicator';
export type { QueueOptions } from './queue/queue.options';
export { rabbitmq } from './queue/rabbitmq';
export { isPresent, PRODUCTS } from './products';
export type { Product } from './products';
export { runtimeIndicators, runtimeCollectors } from './runtime';
export type { RuntimeIndicator } from './runtime';
export { sequelize } from './sql/sequelize';
export { typeorm, TypeOrmIndicator } from './sql/typeorm';
