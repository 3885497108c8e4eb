import { types } from 'node:util';

/** What is called once when a piece of work has ended. Neither may throw. */
export interface Ends {
  done(value: unknown): void;
  failed(error: unknown): void;
}

/**
 * The prototype of native promises. Its `then` is read with each call, since agents and zone.js patch it at any time;
 * zone.js also replaces the global class, which is therefore not used here.
 */
const native = Object.getPrototypeOf((async () => undefined)()) as Promise<unknown>;

/**
 * Whether a promise starts nothing when its `then` is called. Query builders and clients (knex,
 * mongoose, Prisma, postgres.js) return thenables of their own that run the query with each `then`.
 */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  try {
    return types.isPromise(value) && value.then === native.then;
  } catch {
    // A class of the app, whose getter throws.
    return false;
  }
}

/**
 * Reports the rejection of a promise, which then does not end the process. Other thenables, and a promise's own `then`,
 * are not called: either may run a query.
 * @param failed must not throw
 */
export function onRejected(value: unknown, failed: (error: unknown) => void): void {
  if (!types.isPromise(value)) return;
  try {
    void native.then.call(value, undefined, failed);
  } catch {
    // A class that cannot be continued, such as p-lazy's.
  }
}

/**
 * Reports when a result of the app has ended: with its promise, or at once where it has none. A
 * plain promise is continued, so that an unhandled rejection still ends the process; all else
 * is returned as it is.
 */
export function watchResult<R>(result: R, ends: Ends): R {
  if (!isNativePromise(result)) {
    ends.done(result);
    return result;
  }
  return watchPromise(result, ends);
}

/** The same for a result that is known for a native promise. */
export function watchPromise<P extends Promise<unknown>>(promise: P, ends: Ends): P {
  // It is continued with the same value.
  return isPlain(promise) ? (continued(promise, ends) as P) : watchedAside(promise, ends);
}

function continued(promise: Promise<unknown>, ends: Ends): Promise<unknown> {
  return promise.then(
    (value) => {
      ends.done(value);
      return value;
    },
    (error: unknown) => {
      ends.failed(error);
      throw error;
    },
  );
}

/** One that carries more than a promise: a child process, a cancellable request. */
function watchedAside<P extends Promise<unknown>>(promise: P, ends: Ends): P {
  try {
    promise.then(
      (value) => ends.done(value),
      (error: unknown) => ends.failed(error),
    );
  } catch {
    // A class that cannot be continued, such as p-lazy's.
    ends.done(promise);
  }
  return promise;
}

function isPlain(promise: object): boolean {
  try {
    return promise.constructor === native.constructor && Object.keys(promise).length === 0;
  } catch {
    return false;
  }
}
