import { LoopLimit } from '../../core';

/**
 * What the work comes to, or what stands in for it when the time is over, in milliseconds of loop
 * time. The work must not reject.
 */
export async function orWhenLate<T>(
  work: Promise<T>,
  limitMs: number,
  standIn: () => T,
): Promise<T> {
  let limit: LoopLimit | undefined;
  const timeIsOver = new Promise<void>((resolve) => (limit = new LoopLimit(limitMs, resolve)));
  const outcome = await Promise.race([work, timeIsOver.then(standIn)]);
  limit?.clear();
  return outcome;
}
