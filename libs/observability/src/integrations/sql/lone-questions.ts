import { orAborted } from './or-aborted';

/** Each holds a connection of the app's until the driver gives up. */
const MAX_UNANSWERED = 2;

/**
 * Asks by a client whose questions cannot be broken off. What gives no answer goes on and holds
 * its connection; so at most two of those are left behind, and then the next check waits for them.
 */
export class LoneQuestions {
  private unanswered = 0;
  /** Those who wait until fewer are unanswered; a promise would remember them until it settles. */
  private readonly waiting = new Set<() => void>();

  constructor(private readonly ask: (sql: string) => Promise<unknown>) {}

  /** The rows of a query. @throws the signal's reason soon after it is aborted */
  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    while (this.unanswered >= MAX_UNANSWERED) await this.oneAnswered(signal);
    const answer = this.ask(sql);
    this.unanswered += 1;
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
    this.unanswered -= 1;
    for (const enter of this.waiting) enter();
  }
}
