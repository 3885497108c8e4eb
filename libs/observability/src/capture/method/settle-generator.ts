import { watchResult } from '../../core';
import type { Observation } from '../../core';
import type { Call } from './call';

type AnyGenerator = Generator | AsyncGenerator;
type Step = 'next' | 'return' | 'throw';

/**
 * A generator's work begins with the first value that is requested and ends with the last, with an
 * error, or when the reader leaves the loop. The result inherits from the generator, so that it is
 * one to its caller.
 */
export function observeGenerator<T extends Observation>(
  generator: AnyGenerator,
  call: Call<T>,
): AnyGenerator {
  call.postpone();
  let observation: T | undefined;

  const step = (verb: Step) =>
    function observedStep(...args: unknown[]): unknown {
      observation ??= call.begin();
      const current = observation;
      const done = (result: unknown): void => {
        if (isLast(result)) call.end(current);
      };
      const failed = (error: unknown): void => {
        current.fail(error);
        call.end(current);
      };
      const advance = generator[verb].bind(generator) as (...args: unknown[]) => unknown;
      try {
        const result = call.run(current, () => advance(...args));
        return watchResult(result, { done, failed });
      } catch (error) {
        failed(error);
        throw error;
      }
    };

  return Object.create(generator, {
    next: { value: step('next') },
    return: { value: step('return') },
    throw: { value: step('throw') },
  }) as AnyGenerator;
}

function isLast(result: unknown): boolean {
  return (result as IteratorResult<unknown>).done === true;
}
