import { hasMethods } from '../core';
import { cacheManager } from './cache/cache-manager';
import { ioredis } from './cache/ioredis';
import { nodeRedis } from './cache/node-redis';
import type { Integration, Provided } from './client/integration.contract';
import { mongoose } from './mongo/mongoose';
import { bullmq } from './queue/bullmq';
import { rabbitmq } from './queue/rabbitmq';
import { mikroOrm } from './sql/mikro-orm';
import { pg } from './sql/pg';
import { prisma } from './sql/prisma';
import { sequelize } from './sql/sequelize';
import { typeorm } from './sql/typeorm';

/** A product, as far as it is known before its integration is loaded. */
export interface Product {
  /** The product's name, for messages. */
  readonly product: string;
  /** The client that its integration detects, with an article. */
  readonly client: string;
  /** Whether an instance may be a client. It is quick, and says yes too often rather than too rarely: the integration decides. */
  readonly mayBe: (instance: object) => boolean;
  /** Its integration, loaded when it is first called. */
  readonly integration: () => Integration;
}

/** @nestjs/bullmq's key for `@Processor`. */
const PROCESSOR = 'bullmq:processor_metadata';

/** The products that the library integrates, in the order in which they are listed. */
export const PRODUCTS: readonly Product[] = [
  {
    product: 'TypeORM',
    client: 'a TypeORM DataSource',
    mayBe: (instance) => hasMethods(instance, 'createQueryRunner'),
    integration: () => typeorm,
  },
  {
    product: 'pg',
    client: 'a Pool or Client of pg',
    mayBe: (instance) => hasMethods(instance, 'connect', 'query', 'end'),
    integration: () => pg,
  },
  {
    product: 'Prisma',
    client: 'a PrismaClient',
    mayBe: (instance) => hasMethods(instance, '$connect'),
    integration: () => prisma,
  },
  {
    product: 'Mongoose',
    client: 'a connection of Mongoose',
    mayBe: (instance) => hasMethods(instance, 'startSession', 'collection'),
    integration: () => mongoose,
  },
  {
    product: 'MikroORM',
    client: 'a MikroORM',
    mayBe: (instance) => hasMethods(instance, 'checkConnection'),
    integration: () => mikroOrm,
  },
  {
    product: 'Sequelize',
    client: 'a Sequelize',
    mayBe: (instance) => hasMethods(instance, 'authenticate', 'getDialect'),
    integration: () => sequelize,
  },
  {
    product: 'cache-manager',
    client: 'a cache of cache-manager',
    mayBe: (instance) => hasMethods(instance, 'get', 'set', 'wrap'),
    integration: () => cacheManager,
  },
  {
    product: 'ioredis',
    client: 'a Redis or Cluster of ioredis',
    mayBe: (instance) => hasMethods(instance, 'sendCommand'),
    integration: () => ioredis,
  },
  {
    product: 'node-redis',
    client: 'a client of node-redis',
    mayBe: (instance) => hasMethods(instance, 'sendCommand', 'connect'),
    integration: () => nodeRedis,
  },
  {
    product: 'BullMQ',
    client: 'a BullMQ queue',
    mayBe: (instance) => hasMethods(instance, 'addBulk') || isProcessor(instance),
    integration: () => bullmq,
  },
  {
    product: 'RabbitMQ',
    client: 'a connection of amqplib or amqp-connection-manager',
    mayBe: (instance) =>
      hasMethods(instance, 'createChannel') ||
      hasMethods(instance, 'createClient', 'consumeChannel') ||
      'managedConnection' in instance,
    integration: () => rabbitmq,
  },
];

/** Whether the container may have clients of a product. */
export function isPresent({ mayBe }: Product, provided: readonly Provided[]): boolean {
  return provided.some(({ instance }) => mayBe(instance));
}

function isProcessor(instance: object): boolean {
  if (!hasMethods(instance, 'process')) return false;
  const type: unknown = instance.constructor;
  return typeof type === 'function' && Reflect.hasMetadata(PROCESSOR, type);
}
