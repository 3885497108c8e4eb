import { hasMethods } from '../../../core';
import type { RedisClient } from '../redis/redis-client';
import { parseInfo } from '../redis/redis-info';
import { blocks } from '../redis/blocking-command';
import type { IoredisCluster, IoredisLike } from './ioredis.contract';
import { remedyFor } from '../../client/missing-limits';

/** A Redis of ioredis, directly or by Sentinel. */
export function isIoredis(instance: object): instance is IoredisLike {
  return isOfIoredis(instance) && hasMethods(instance, 'info', 'duplicate') && !isCluster(instance);
}

/** A Cluster of ioredis. */
export function isIoredisCluster(instance: object): instance is IoredisCluster {
  return isOfIoredis(instance) && hasMethods(instance, 'nodes') && isCluster(instance);
}

/** The client with what is used of every Redis client. */
export function ioredisClient(redis: IoredisLike): RedisClient {
  return {
    isReady: () => redis.status === 'ready',
    isBlocked: () => redis.mode === 'monitor' || blocks(redis.commandQueue?.peekFront?.()?.command),
    ping: () => redis.ping(),
    infos: async () => (redis.mode === 'subscriber' ? [] : [parseInfo(await redis.info())]),
    remedy: () => remedyOf(redis),
  };
}

/** The cluster likewise. Its nodes come and go by its own rules. */
export function ioredisCluster(cluster: IoredisCluster): RedisClient {
  return {
    isReady: () => cluster.status === 'ready',
    ping: async () => {
      const nodes = cluster.nodes('master');
      // It knows none while it has found none that answers.
      if (nodes.length === 0) throw new Error('not connected');
      await Promise.all(nodes.map((node) => node.ping()));
    },
    infos: async () => {
      const texts = await Promise.all(cluster.nodes('master').map((node) => node.info()));
      return texts.map(parseInfo);
    },
  };
}

/** Since ioredis 5.7: it destroys a connection on which a command gets no reply for so long. */
function remedyOf({ options }: IoredisLike): string | undefined {
  const { socketTimeout } = (options ?? {}) as { readonly socketTimeout?: unknown };
  return socketTimeout ? undefined : remedyFor('ioredis', 'socketTimeout');
}

function isOfIoredis(instance: object): boolean {
  return hasMethods(instance, 'ping', 'defineCommand', 'sendCommand') && 'status' in instance;
}

function isCluster(instance: object): boolean {
  return (instance as { isCluster?: unknown }).isCluster === true;
}
