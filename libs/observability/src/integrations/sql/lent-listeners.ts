type Listener = () => void;

/** By pool. The listeners are held weakly: a pool may outlive the apps that share it. */
const listenersOf = new WeakMap<object, Set<WeakRef<Listener>>>();

/**
 * Calls the listener whenever the pool lends a connection. Each pool is listened to once, however many
 * apps share it one after the other.
 * @param listen begins to listen to the pool
 * @param listener to be held by the caller
 */
export function addLentListener(
  pool: object,
  listen: (lent: Listener) => void,
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
