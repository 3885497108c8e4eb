import { LoopLimit } from '../../core';

/**
 * The result of the work, or a substitute when the time limit (in milliseconds of loop time) has
 * passed. The work must not reject.
 */
export async function orWhenLate<T>(
  work: Promise<T>,
  limitMs: number,
  substitute: () => T,
): Promise<T> {
  let limit: LoopLimit | undefined;
  const timeIsOver = new Promise<void>((resolve) => (limit = new LoopLimit(limitMs, resolve)));
  const outcome = await Promise.race([work, timeIsOver.then(substitute)]);
  limit?.clear();
  return outcome;
}
