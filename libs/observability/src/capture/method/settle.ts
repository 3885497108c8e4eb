import { finalize, isObservable, Observable, tap } from 'rxjs';
import type { Observation } from '../../core';
import type { Call } from './call';
import { observeGenerator } from './settle-generator';

/** Ends the observation when the work does, and returns what the caller is to get. */
export function settle<T extends Observation>(result: unknown, call: Call<T>): unknown {
  if (typeof result !== 'object' || result === null) return ended(result, call);
  if (result instanceof Promise) return observePromise(result, call);
  if (isObservable(result)) return observeObservable(result, call);
  if (isGenerator(result)) return observeGenerator(result, call);
  return ended(result, call);
}

function ended<T extends Observation>(result: unknown, call: Call<T>): unknown {
  call.end(call.observation);
  return result;
}

/**
 * A promise that carries more than a promise (a child process, a cancellable request) is watched
 * and returned as it is. A plain one is continued, so that a rejection nobody handles still ends
 * the process as Node means it to.
 */
function observePromise<T extends Observation>(promise: Promise<unknown>, call: Call<T>): unknown {
  const { observation } = call;
  const succeed = (value: unknown): unknown => {
    call.end(observation);
    return value;
  };
  const fail = (error: unknown): void => {
    observation.fail(error);
    call.end(observation);
  };
  if (promise.constructor !== Promise || Object.keys(promise).length > 0) {
    void promise.then(succeed, fail);
    return promise;
  }
  return promise.then(succeed, (error: unknown) => {
    fail(error);
    throw error;
  });
}

/** Each subscription is one run: it begins with the subscription and ends with it, however it ends. */
function observeObservable<T extends Observation>(
  source: Observable<unknown>,
  call: Call<T>,
): unknown {
  // A Subject can also be fed; wrapping would take that away.
  if ('next' in source) return ended(source, call);
  call.postpone();
  return new Observable<unknown>((subscriber) => {
    const observation = call.begin();
    const observed = source.pipe(
      tap({ error: (error: unknown) => observation.fail(error) }),
      finalize(() => call.end(observation)),
    );
    return call.run(observation, () => observed.subscribe(subscriber));
  });
}

function isGenerator(value: object): value is Generator | AsyncGenerator {
  const kind = Object.prototype.toString.call(value);
  return kind === '[object Generator]' || kind === '[object AsyncGenerator]';
}
