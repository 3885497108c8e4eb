import { LoopLimit } from '../../core';

/** The server did not answer in time. */
export class NoAnswerError extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/** A caller that waits for an answer. */
interface Waiter<T> {
  answered(value: T): void;
  failed(error: unknown): void;
}

/** The callers that wait for each answer; the promise itself would keep every caller that ever waited for it. */
const waiting = new WeakMap<Promise<unknown>, Set<Waiter<unknown>>>();

/**
 * The answer, or a NoAnswerError after the timeout or when the signal is aborted. Its timer
 * and listeners are always removed, so that many callers can wait for an answer that never comes.
 */
export function withTimeout<T>(
  answer: Promise<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const waiters = waitersFor(answer);
    const late = (): void => settled(() => reject(new NoAnswerError(limitMs)));
    const limit = new LoopLimit(limitMs, late);
    signal.addEventListener('abort', late);
    const waiter: Waiter<T> = {
      answered: (value) => settled(() => resolve(value)),
      failed: (error) => settled(() => reject(error)),
    };
    const settled = (end: () => void): void => {
      limit.clear();
      signal.removeEventListener('abort', late);
      waiters.delete(waiter);
      end();
    };
    waiters.add(waiter);
    if (signal.aborted) late();
  });
}

function waitersFor<T>(answer: Promise<T>): Set<Waiter<T>> {
  // The entry was added for this very promise.
  const known = waiting.get(answer) as Set<Waiter<T>> | undefined;
  if (known) return known;
  const waiters = new Set<Waiter<T>>();
  waiting.set(answer, waiters);
  // Later callers have to subscribe anew.
  const notifyAll = (each: (waiter: Waiter<T>) => void): void => {
    waiting.delete(answer);
    waiters.forEach(each);
  };
  answer.then(
    (value) => notifyAll((waiter) => waiter.answered(value)),
    (error: unknown) => notifyAll((waiter) => waiter.failed(error)),
  );
  return waiters;
}
