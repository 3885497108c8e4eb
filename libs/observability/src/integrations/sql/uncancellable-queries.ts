import { orAborted } from './or-aborted';

/** Each occupies a connection of the app until the driver gives up. */
const MAX_PENDING = 2;

/**
 * Queries through a client that cannot cancel queries. One without an answer stays pending and occupies
 * its connection; so at most two are left pending, and then the next check waits for them.
 */
export class UncancellableQueries {
  private pending = 0;
  /** Callers that wait until fewer are pending; a promise would keep them until it settles. */
  private readonly waiting = new Set<() => void>();

  constructor(private readonly send: (sql: string) => Promise<unknown>) {}

  /** The rows of a query. @throws the signal's reason soon after it is aborted */
  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    while (this.pending >= MAX_PENDING) await this.oneAnswered(signal);
    const answer = this.send(sql);
    this.pending += 1;
    const answered = (): void => this.answered();
    void answer.then(answered, answered);
    return orAborted(answer, signal);
  }

  private oneAnswered(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.waiting.delete(enter);
        signal.removeEventListener('abort', leave);
      };
      const enter = (): void => (end(), resolve());
      const leave = (): void => (end(), reject(signal.reason as Error));
      this.waiting.add(enter);
      signal.addEventListener('abort', leave);
      if (signal.aborted) leave();
    });
  }

  private answered(): void {
    this.pending -= 1;
    for (const enter of this.waiting) enter();
  }
}
