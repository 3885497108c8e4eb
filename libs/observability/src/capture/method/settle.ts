import { finalize, isObservable, Observable, tap } from 'rxjs';
import { isNativePromise, isResultOf, watchPromise } from '../../core';
import type { Observation } from '../../core';
import type { Call } from './call';
import { observeGenerator } from './settle-generator';

/** Ends the observation when the work does, and returns what the caller is to get. */
export function settle<T extends Observation>(result: unknown, call: Call<T>): unknown {
  if (typeof result !== 'object' || result === null) return ended(result, call);
  if (isNativePromise(result)) return watchPromise(result, call);
  if (isResultOf(result, isObservable)) return observeObservable(result, call);
  if (isResultOf(result, isGenerator)) return observeGenerator(result, call);
  return ended(result, call);
}

function ended<T extends Observation>(result: unknown, call: Call<T>): unknown {
  call.end(call.observation);
  return result;
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

function isGenerator(value: unknown): value is Generator | AsyncGenerator {
  const kind = Object.prototype.toString.call(value);
  return kind === '[object Generator]' || kind === '[object AsyncGenerator]';
}
