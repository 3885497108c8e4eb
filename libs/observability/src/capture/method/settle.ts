import { isObservable, Observable } from 'rxjs';
import type { Channel, OperationObservation } from '../../core';
import { observeGenerator } from './settle-generator';

/** One call of a monitored method, under way. */
export interface Call {
  readonly observation: OperationObservation;
  /** Begins another observation of the same operation: a second subscription is a second run. */
  readonly begin: () => OperationObservation;
  readonly operations: Channel<OperationObservation>;
}

/** Ends the observation when the work does, and returns what the caller is to get. */
export function settle(result: unknown, call: Call): unknown {
  if (typeof result !== 'object' || result === null) return ended(result, call);
  if (result instanceof Promise) return observePromise(result, call);
  if (isObservable(result)) return observeObservable(result, call);
  if (isGenerator(result)) return observeGenerator(result, call);
  return ended(result, call);
}

function ended(result: unknown, { operations, observation }: Call): unknown {
  operations.end(observation);
  return result;
}

/**
 * A promise that carries more than a promise (a child process, a cancellable request) is watched
 * and returned as it is. A plain one is continued, so that a rejection nobody handles still ends
 * the process as Node means it to.
 */
function observePromise(promise: Promise<unknown>, { operations, observation }: Call): unknown {
  const succeed = (value: unknown): unknown => {
    operations.end(observation);
    return value;
  };
  const fail = (error: unknown): void => {
    observation.fail(error);
    operations.end(observation);
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
function observeObservable(source: Observable<unknown>, call: Call): unknown {
  // A Subject can also be fed; wrapping would take that away.
  if ('next' in source) return ended(source, call);
  const { operations, begin } = call;
  operations.discard(call.observation);
  return new Observable<unknown>((subscriber) => {
    const observation = begin();
    const subscription = operations.run(observation, () =>
      source.subscribe({
        next: (value) => subscriber.next(value),
        error: (error: unknown) => {
          observation.fail(error);
          operations.end(observation);
          subscriber.error(error);
        },
        complete: () => {
          operations.end(observation);
          subscriber.complete();
        },
      }),
    );
    return () => {
      subscription.unsubscribe();
      operations.end(observation);
    };
  });
}

function isGenerator(value: object): value is Generator | AsyncGenerator {
  const kind = Object.prototype.toString.call(value);
  return kind === '[object Generator]' || kind === '[object AsyncGenerator]';
}
