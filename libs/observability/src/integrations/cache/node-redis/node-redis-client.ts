import { hasMethods } from '../../../core';
import type { RedisClient } from '../redis/redis-client';
import { parseInfo } from '../redis/redis-info';
import { remedyFor } from '../../client/missing-limits';

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

/** The client with what is used of every Redis client. */
export function nodeRedisClient(redis: NodeRedisLike): RedisClient {
  return {
    isReady: () => redis.isReady,
    ping: () => redis.ping(),
    infos: async () => (isListening(redis) ? [] : [parseInfo(String(await redis.info()))]),
    remedy: () => remedyOf(redis),
  };
}

/** With both it replaces a connection on which nothing is received or sent for so long; its default strategy gives up then. */
function remedyOf({ options }: NodeRedisLike): string | undefined {
  const { socketTimeout, reconnectStrategy } = (options?.socket ?? {}) as {
    readonly socketTimeout?: unknown;
    readonly reconnectStrategy?: unknown;
  };
  if (socketTimeout && reconnectStrategy !== undefined) return undefined;
  return remedyFor('node-redis', 'socket.socketTimeout and socket.reconnectStrategy');
}

/** Whether it listens to channels, when RESP2 allows it nothing else. */
function isListening({ isPubSubActive, options }: NodeRedisLike): boolean {
  return isPubSubActive === true && options?.RESP !== 3;
}

/** The group likewise. Its connections come and go by its own rules. */
export function nodeRedisGroup(group: NodeRedisGroup): RedisClient {
  return {
    isReady: () => group.isOpen,
    ping: async () => group.ping?.(),
    // A cluster's keys are spread; what one of its nodes says is not what the others would.
    infos: async () =>
      group.info && !group.masters ? [parseInfo(String(await group.info()))] : [],
  };
}
/** What is used of a client of node-redis (the package `redis`), from version 4 on. */
export interface NodeRedisLike {
  /** Whether it was connected and not closed since; it may be connecting again. */
  readonly isOpen: boolean;
  readonly isReady: boolean;
  /** Whether it listens to channels; late releases of version 4 have it, too. */
  readonly isPubSubActive?: boolean;
  readonly options?: { readonly socket?: object; readonly RESP?: number };
  ping(): Promise<unknown>;
  info(): Promise<unknown>;
  sendCommand(command: readonly string[]): Promise<unknown>;
}

/** A pool, a Sentinel or a cluster of node-redis: it has no single connection. */
export interface NodeRedisGroup {
  readonly isOpen: boolean;
  ping?(): Promise<unknown>;
  info?(): Promise<unknown>;
  /** Of a cluster: its nodes. */
  readonly masters?: readonly { readonly client?: unknown }[];
}
