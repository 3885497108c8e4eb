const MAX_WAITING = 16;

/** Errors that have a line of the library's own, and which the framework is about to log once more. */
const waiting: unknown[] = [];

/** Marks the error as reported, right before it is handed to a framework that logs it. */
export function markReported(error: unknown): void {
  if (waiting.length >= MAX_WAITING) waiting.shift();
  waiting.push(error);
}

/** Whether the error has been reported; true once for each mark, since the same error may come again. */
export function wasReported(error: unknown): boolean {
  const place = waiting.indexOf(error);
  if (place < 0) return false;
  waiting.splice(place, 1);
  return true;
}
