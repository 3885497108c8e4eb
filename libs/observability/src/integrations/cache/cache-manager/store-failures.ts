/** What is listened to of a Keyv store. */
interface KeyvLike {
  readonly opts: { readonly emitErrors: unknown };
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * The failures that a cache's stores keep to themselves: by default Keyv answers "not found" when
 * its server is gone, and only emits the error.
 */
export class StoreFailures {
  /** How many there were so far. */
  count = 0;
  last: unknown = undefined;

  private static readonly known = new WeakMap<object, StoreFailures>();

  /** Those of one cache; its stores are listened to once, however many apps share it. */
  static of(cache: object, stores: readonly unknown[]): StoreFailures {
    const failures = this.known.get(cache) ?? new StoreFailures(stores);
    this.known.set(cache, failures);
    return failures;
  }

  constructor(stores: readonly unknown[]) {
    for (const store of stores.filter(isKeyv)) {
      store.on('error', (error) => {
        this.count += 1;
        this.last = error;
      });
    }
  }
}

/** Keyv does not mind whether anybody listens; another emitter would throw no more if we did. */
function isKeyv(store: unknown): store is KeyvLike {
  if (typeof store !== 'object' || store === null) return false;
  const { opts, on } = store as Partial<KeyvLike>;
  return (
    typeof on === 'function' && typeof opts === 'object' && opts !== null && 'emitErrors' in opts
  );
}
