/**
 * What the work comes to, or what stands in for it when the time is over, in milliseconds. The
 * work must not reject. When the time is over, the loop gets one more turn: after something has
 * blocked it, timers come first, and answers that arrived meanwhile would look late.
 */
export async function orWhenLate<T>(
  work: Promise<T>,
  limitMs: number,
  standIn: () => T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsOver = new Promise<void>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve), limitMs);
    timer.unref();
  });
  const outcome = await Promise.race([work, timeIsOver.then(standIn)]);
  clearTimeout(timer);
  return outcome;
}
