import { errorChain } from '../../../core';

/** Longer lists belong to jobs that run for days; the oldest is forgotten. */
const MAX_NOTED = 100;

/**
 * Errors that are events already. An object is the same failure whenever it comes again; a text is
 * it once, since the next one of the same text is another failure.
 */
export class NotedErrors {
  private readonly known = new Set<unknown>();

  note(links: readonly unknown[]): void {
    for (const link of links) {
      this.known.add(link);
      const [oldest] = this.known.size > MAX_NOTED ? this.known : [];
      if (this.known.size > MAX_NOTED) this.known.delete(oldest);
    }
  }

  /** Whether the error, or one that it was made from, is noted; a text no longer is then. */
  recognise(error: unknown): boolean {
    return errorChain(error).some((link) =>
      isObject(link) ? this.known.has(link) : this.known.delete(link),
    );
  }
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
