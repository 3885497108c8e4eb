import { hasMethods } from '../../../core';
import type { RedisClient } from '../redis/redis-client';
import { parseInfo } from '../redis/redis-info';
import { NodeRedisServerConnection } from './node-redis-server-connection';
import type { NodeRedisGroup, NodeRedisLike } from './node-redis.contract';

/** A client of node-redis with a connection of its own. */
export function isNodeRedis(instance: object): instance is NodeRedisLike {
  return (
    hasMethods(instance, 'ping', 'info', 'sendCommand', 'duplicate', 'connect', 'on') &&
    'isReady' in instance &&
    'isOpen' in instance &&
    !isSpread(instance)
  );
}

/** A pool, a Sentinel or a cluster of node-redis. */
export function isNodeRedisGroup(instance: object): instance is NodeRedisGroup {
  return 'isOpen' in instance && hasMethods(instance, 'sendCommand', 'connect', 'ping');
}

/** Clusters have masters, pools execute, Sentinels are acquired. */
function isSpread(instance: object): boolean {
  return (
    'masters' in instance || hasMethods(instance, 'execute') || hasMethods(instance, 'acquire')
  );
}

/**
 * The client that sends. What the app holds inherits from it, so that each `withTypeMapping`,
 * `withCommandOptions` and `asap` has options of its own.
 */
export function originalOf(client: object): object {
  let original = client;
  for (;;) {
    const above: unknown = Object.getPrototypeOf(original);
    // A class has a constructor of its own.
    if (!isObject(above) || Object.hasOwn(above, 'constructor')) return original;
    original = above;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Those that are looked after already: each is listened to once. */
const known = new WeakMap<NodeRedisLike, RedisClient>();

/** The client with what is used of every Redis client. */
export function nodeRedisClient(redis: NodeRedisLike): RedisClient {
  const client = known.get(redis) ?? clientFor(redis);
  known.set(redis, client);
  return client;
}

function clientFor(redis: NodeRedisLike): RedisClient {
  const serverConnection = new NodeRedisServerConnection(redis);
  return {
    isReady: () => redis.isReady,
    isInHandshake: () => serverConnection.isInHandshake,
    ping: async () => {
      await redis.ping();
      if (!isListening(redis)) await serverConnection.learnNumber();
    },
    infos: async () => (isListening(redis) ? [] : [parseInfo(String(await redis.info()))]),
    serverConnection,
  };
}

/** Whether it listens to channels, when RESP2 allows it nothing else. */
function isListening({ isPubSubActive, options }: NodeRedisLike): boolean {
  return isPubSubActive === true && options?.RESP !== 3;
}

/** The group likewise. Its connections come and go by its own rules, so none is cut. */
export function nodeRedisGroup(group: NodeRedisGroup): RedisClient {
  return {
    isReady: () => group.isOpen,
    ping: async () => group.ping?.(),
    // A cluster's keys are spread; what one of its nodes says is not what the others would.
    infos: async () =>
      group.info && !group.masters ? [parseInfo(String(await group.info()))] : [],
  };
}
