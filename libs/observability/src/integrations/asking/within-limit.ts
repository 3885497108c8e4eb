import { LoopLimit } from '../../core';

/** No answer came in time. */
export class NoAnswer extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/** Somebody who waits for an answer. */
interface Waiter<T> {
  answered(value: T): void;
  failed(error: unknown): void;
}

/** The callers that wait for each answer; the promise itself would keep every caller that ever waited for it. */
const waiting = new WeakMap<Promise<unknown>, Set<Waiter<unknown>>>();

/**
 * The answer, or the error NoAnswer once the time is over or the signal is aborted. Its timer and
 * its listeners are taken away in every case, so that many can wait for an answer that never comes.
 */
export function withinLimit<T>(
  answer: Promise<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const waiters = waitersFor(answer);
    const late = (): void => settled(() => reject(new NoAnswer(limitMs)));
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
  // What is there was put there for this very answer.
  const known = waiting.get(answer) as Set<Waiter<T>> | undefined;
  if (known) return known;
  const waiters = new Set<Waiter<T>>();
  waiting.set(answer, waiters);
  // Later callers have to subscribe anew.
  const tell = (each: (waiter: Waiter<T>) => void): void => {
    waiting.delete(answer);
    waiters.forEach(each);
  };
  answer.then(
    (value) => tell((waiter) => waiter.answered(value)),
    (error: unknown) => tell((waiter) => waiter.failed(error)),
  );
  return waiters;
}
