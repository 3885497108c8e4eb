type Listener = () => void;

/** By pool. The listeners are held weakly: a pool may outlive the apps that share it. */
const listenersOf = new WeakMap<object, Set<WeakRef<Listener>>>();

/**
 * Calls the listener whenever a connection of the pool is acquired. Each pool gets one listener of its
 * own, however many apps share it one after the other.
 * @param listen adds a listener to the pool
 * @param listener the caller must keep a reference to it
 */
export function addAcquireListener(
  pool: object,
  listen: (onEvent: Listener) => void,
  listener: Listener,
): void {
  const known = listenersOf.get(pool);
  const listeners = known ?? new Set();
  listeners.add(new WeakRef(listener));
  if (known) return;
  listenersOf.set(pool, listeners);
  listen(() => callAll(listeners));
}

function callAll(listeners: Set<WeakRef<Listener>>): void {
  for (const reference of listeners) {
    const listener = reference.deref();
    if (listener) listener();
    else listeners.delete(reference);
  }
}
