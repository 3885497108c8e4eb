import { onRejected } from '../async/watch-result';
import { messageOf } from '../errors/is-error';
import type { Warnings } from '../process/warnings';

/** A function of the app's options, and what it may return. */
export interface CallbackFacts {
  /** The option, as the app writes it: `logs.requestLevel`. */
  readonly option: string;
  /** What it must return, for the warning: `a level, or undefined`. */
  readonly wanted: string;
  /** What stands in for it: `the usual level is used`. */
  readonly instead: string;
  readonly isFit: (result: unknown) => boolean;
}

/**
 * A function of the app's options that never throws into the request: what it throws, a promise and a result of another
 * kind are warned of once each, and count as undefined. So does null, without a warning.
 */
export function carefulCallback<A, R>(
  callback: (given: A) => R,
  facts: CallbackFacts,
  warnings: Warnings,
): (given: A) => R | undefined {
  const warn = (fault: string, remedy: string): undefined => {
    const { option, instead } = facts;
    // It is called while a line is written: the warning is a line of its own, behind that one.
    queueMicrotask(() => {
      warnings.once(`${option} ${remedy}`, `${option} ${fault}; ${instead}. ${remedy}`);
    });
    return undefined;
  };
  return (given) => {
    try {
      const result: unknown = callback(given);
      if (result === undefined || result === null) return undefined;
      if (isThenable(result)) {
        ignoreLate(result);
        return warn('returned a promise', 'Make it synchronous.');
      }
      // What is fit is of the type that the option names.
      if (facts.isFit(result)) return result as R;
      return warn(`returned ${kindOf(result)}`, `It must return ${facts.wanted}.`);
    } catch (error) {
      return warn(`threw "${messageOf(error)}"`, 'It must not throw.');
    }
  };
}

/** Whether it is a promise, or what `await` takes for one. Never throws. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  try {
    return isHolder && typeof (value as { then?: unknown }).then === 'function';
  } catch {
    // A proxy that refuses to be read.
    return false;
  }
}

/** The promise is not awaited; its rejection must not end the process. */
export function ignoreLate(promise: unknown): void {
  onRejected(promise, () => undefined);
}

function kindOf(result: unknown): string {
  if (typeof result === 'string') return `"${result.slice(0, 40)}"`;
  if (Array.isArray(result)) return 'a list';
  return `a value of type ${typeof result}`;
}
