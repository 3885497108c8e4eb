/** What is told when a call of a foreign client has ended. Neither may throw. */
export interface Ends {
  done(value: unknown): void;
  failed(error: unknown): void;
}

/**
 * Makes the call and tells when it has ended, at once or with its promise. A plain promise is
 * continued, so that a rejection nobody handles still ends the process as Node means it to; one
 * that is more than a promise is watched and returned as it is.
 */
export function settle<R>(call: () => R, ends: Ends): R {
  let result: R;
  try {
    result = call();
  } catch (error) {
    ends.failed(error);
    throw error;
  }
  // What is watched stays what it is, or becomes a plain promise of the same value.
  if (isThenable(result)) return watch(result, ends) as R;
  ends.done(result);
  return result;
}

function watch(promise: PromiseLike<unknown>, ends: Ends): PromiseLike<unknown> {
  const done = (value: unknown): unknown => {
    ends.done(value);
    return value;
  };
  const failed = (error: unknown): void => ends.failed(error);
  if (!isPlain(promise)) {
    void promise.then(done, failed);
    return promise;
  }
  return promise.then(done, (error: unknown) => {
    failed(error);
    throw error;
  });
}

function isPlain(promise: object): boolean {
  return promise.constructor === Promise && Object.keys(promise).length === 0;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | undefined | null)?.then === 'function';
}
