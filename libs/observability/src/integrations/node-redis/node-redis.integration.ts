import type { Integration } from '../integration.contract';
import { namedClients } from '../named-clients';
import { CommandObserver } from '../redis/command.observer';
import { redisConnection } from '../redis/redis.connection';
import type { RedisClient } from '../redis/redis-client';
import { redisReading } from '../redis/redis.readings';
import { instrumentNodeRedis, isInstrumentable } from './node-redis.instrumentation';
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
  instrument(provided, observer) {
    for (const { alias, client } of namedClients(provided, instanceOf, 'redis')) {
      if (isNodeRedis(client) && isInstrumentable(client))
        instrumentNodeRedis(client, new CommandObserver(observer, alias));
    }
  },
  readings(provided) {
    return namedClients(provided, clientOf, 'redis').map(({ alias, client }) =>
      redisReading(alias, client),
    );
  },
};

function clientOf(instance: object): RedisClient | undefined {
  if (isNodeRedis(instance)) return nodeRedisClient(instance);
  return isNodeRedisGroup(instance) ? nodeRedisGroup(instance) : undefined;
}

/** All of them are named together. */
function instanceOf(instance: object): object | undefined {
  return isNodeRedis(instance) || isNodeRedisGroup(instance) ? instance : undefined;
}
