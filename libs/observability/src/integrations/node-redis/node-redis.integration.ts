import type { Integration } from '../integration.contract';
import { namedClients } from '../named-clients';
import { redisConnection } from '../redis/redis.connection';
import type { RedisClient } from '../redis/redis-client';
import {
  isNodeRedis,
  isNodeRedisGroup,
  nodeRedisClient,
  nodeRedisGroup,
} from './node-redis-client';

/**
 * Looks after every client of node-redis in the container: does it answer, and soon?
 * @example `{ provide: 'REDIS', useFactory: () => createClient({ url }).connect() }` is all it takes.
 */
export const nodeRedis: Integration = {
  product: 'node-redis',
  client: 'a client of node-redis',
  caches(provided, { cache }) {
    return namedClients(provided, clientOf, 'redis').map(({ alias, client }) =>
      redisConnection(alias, client, cache),
    );
  },
};

function clientOf(instance: object): RedisClient | undefined {
  if (isNodeRedis(instance)) return nodeRedisClient(instance);
  return isNodeRedisGroup(instance) ? nodeRedisGroup(instance) : undefined;
}
