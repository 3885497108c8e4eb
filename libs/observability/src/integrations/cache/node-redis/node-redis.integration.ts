import type { Integration, Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';
import { CommandObserver } from '../redis/command-observer';
import { redisConnection } from '../redis/redis-connection';
import type { RedisClient } from '../redis/redis-client';
import { redisCollector } from '../redis/redis-collector';
import type { NodeRedisGroup, NodeRedisLike } from './node-redis-client';
import { instrumentNodeRedis, isInstrumentable } from './node-redis.instrumentation';
import {
  isNodeRedis,
  isNodeRedisGroup,
  nodeRedisClient,
  nodeRedisGroup,
  originalOf,
} from './node-redis-client';

/**
 * Looks after every client of node-redis in the container: does it answer, and soon?
 * @example `{ provide: 'REDIS', useFactory: () => createClient({ url }).connect() }` is all it takes.
 */
export const nodeRedis: Integration = {
  product: 'node-redis',
  client: 'a client of node-redis',
  caches(provided, { cache }) {
    return clientsOf(provided).map(({ alias, client }) => redisConnection(alias, client, cache));
  },
  instrument(provided, observer) {
    if (!observer.caches.hasListeners) return;
    for (const { alias, client } of namedClients(provided, instanceOf, 'redis')) {
      if (isNodeRedis(client) && isInstrumentable(client))
        instrumentNodeRedis(client, new CommandObserver(observer, alias), observer);
    }
  },
  collectors(provided, warnings) {
    return clientsOf(provided).map(({ alias, client }) => redisCollector(alias, client, warnings));
  },
};

function clientsOf(provided: readonly Provided[]): NamedClient<RedisClient>[] {
  return namedClients(provided, instanceOf, 'redis').map(({ alias, client }) => ({
    alias,
    client: isNodeRedis(client) ? nodeRedisClient(client) : nodeRedisGroup(client),
  }));
}

/** All of them are named together; one of which the app has several views is one. */
function instanceOf(instance: object): NodeRedisLike | NodeRedisGroup | undefined {
  const original = originalOf(instance);
  return isNodeRedis(original) || isNodeRedisGroup(original) ? original : undefined;
}
