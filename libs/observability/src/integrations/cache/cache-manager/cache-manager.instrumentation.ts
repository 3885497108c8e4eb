import type { Observer } from '../../../core';
import { wrapMethod } from '../../client/replace-method';
import { CacheObserver } from './cache-observer';
import type { CacheResult } from './cache-observer';
import type { CacheLike } from './caches';
import { StoreFailures } from './store-failures';
import { WrapObserver } from './wrap-observer';

type Load = (...args: unknown[]) => unknown;

const isFound = (value: unknown): boolean => value !== undefined && value !== null;
const found = (value: unknown): CacheResult => (isFound(value) ? 'hit' : 'miss');
const allFound = (values: unknown): CacheResult =>
  Array.isArray(values) && values.every(isFound) ? 'hit' : 'miss';
const ok = (): CacheResult => 'ok';

/** How the answer of each operation is judged. Several keys at a time are a hit when all are there. */
const JUDGES: Readonly<Record<string, (value: unknown) => CacheResult>> = {
  get: found,
  ttl: found,
  mget: allFound,
  set: ok,
  mset: ok,
  del: ok,
  mdel: ok,
  clear: ok,
};

/** The caches as they were before anybody watched. */
const originals = new WeakMap<CacheLike, CacheLike>();

/** The cache for the library's own use: its operations are not counted among those of the app. */
export function unobserved(cache: CacheLike): CacheLike {
  return originals.get(cache) ?? cache;
}

/** Observes each operation on the cache; its functions may still be called without it. */
export function instrumentCache(cache: CacheLike, name: string, observer: Observer): void {
  const { get, set, del, stores = [] } = cache;
  if (!originals.has(cache)) {
    originals.set(cache, {
      get: get.bind(cache),
      set: set.bind(cache),
      del: del.bind(cache),
      stores,
    });
  }
  const operations = new CacheObserver(observer, name, StoreFailures.of(cache, stores));
  for (const [operation, judge] of Object.entries(JUDGES)) {
    wrapMethod(cache, operation, observer, (original, self, args) =>
      operations.observe(operation, judge, () => original.apply(self, args)),
    );
  }
  const wraps = new WrapObserver(operations);
  wrapMethod(cache, 'wrap', observer, (original, self, [key, load, ...rest]) =>
    typeof load === 'function'
      ? // Just looked at: a function.
        wraps.observe(key, load as Load, (observed) => original.call(self, key, observed, ...rest))
      : original.call(self, key, load, ...rest),
  );
}
