import { hasMethods } from '../../../core';
import type { Provided } from '../../client/integration.contract';

/** What is used of a cache-manager cache. */
export interface CacheLike {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttl?: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
  readonly stores?: readonly unknown[];
}

/** The caches among these, each once: `default`, `cache2`, ... */
export function cachesOf(provided: readonly Provided[]): [name: string, cache: CacheLike][] {
  const caches = new Set(provided.map(({ instance }) => instance).filter(isCache));
  return [...caches].map((cache, i) => [i === 0 ? 'default' : `cache${i + 1}`, cache]);
}

function isCache(instance: Provided['instance']): instance is Provided['instance'] & CacheLike {
  return hasMethods(instance, 'get', 'set', 'del', 'wrap') && 'stores' in instance;
}
