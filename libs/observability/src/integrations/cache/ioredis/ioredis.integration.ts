import { namedClients } from '../../client/named-clients';
import type { Integration } from '../../client/integration.contract';
import { missingRedisLimits } from '../../client/missing-limits';
import { CommandObserver } from '../redis/command-observer';
import { redisConnection } from '../redis/redis-connection';
import type { RedisClient } from '../redis/redis-client';
import { redisCollector } from '../redis/redis-collector';
import type { IoredisCluster, IoredisLike } from './ioredis.contract';
import { ioredisClient, ioredisCluster, isIoredis, isIoredisCluster } from './ioredis-client';
import { instrumentIoredis } from './ioredis.instrumentation';

/**
 * Looks after every Redis and Cluster of ioredis in the container: do they answer, and soon? What do their
 * commands take?
 * @example `{ provide: 'REDIS', useFactory: () => new Redis(url) }` is all it takes.
 */
export const ioredis: Integration = {
  product: 'ioredis',
  client: 'a Redis or Cluster of ioredis',
  caches(provided, { cache }) {
    return namedClients(provided, clientOf, 'redis').map(({ alias, client }) =>
      redisConnection(alias, client, cache),
    );
  },
  instrument(provided, observer) {
    if (!observer.caches.hasListeners) return;
    for (const { alias, client } of namedClients(provided, senderOf, 'redis')) {
      instrumentIoredis(client, new CommandObserver(observer, alias), observer);
    }
  },
  collectors(provided, warnings) {
    return namedClients(provided, clientOf, 'redis').map(({ alias, client }) =>
      redisCollector(alias, client, warnings),
    );
  },
  missingLimits(provided) {
    return namedClients(provided, redisOf, 'redis').flatMap(({ alias, client }) =>
      missingRedisLimits(alias, client.options),
    );
  },
};

function redisOf(instance: object): IoredisLike | undefined {
  return isIoredis(instance) ? instance : undefined;
}

function clientOf(instance: object): RedisClient | undefined {
  if (isIoredis(instance)) return ioredisClient(instance);
  return isIoredisCluster(instance) ? ioredisCluster(instance) : undefined;
}

function senderOf(instance: object): IoredisLike | IoredisCluster | undefined {
  return isIoredis(instance) || isIoredisCluster(instance) ? instance : undefined;
}
