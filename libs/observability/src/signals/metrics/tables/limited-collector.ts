import { messageOf, TimeoutError, withTimeout } from '../../../core';
import type { Drops, Warnings } from '../../../core';

const LIMIT_MS = 1000;

/**
 * Calls a collector of the app, or of a client, at scrape. If it throws, is slow or never ends, only
 * its own metric is affected, and the scrape waits one second at most. It is not called again before
 * its last call has ended.
 */
export class LimitedCollector<T> {
  private running: Promise<T> | undefined;

  constructor(
    private readonly name: string,
    private readonly call: () => T | Promise<T>,
    private readonly drops: Drops,
    private readonly warnings: Warnings,
    private readonly limitMs = LIMIT_MS,
  ) {}

  /** The result of the call; undefined if it threw or timed out. */
  async collect(): Promise<T | undefined> {
    try {
      return await withTimeout(() => this.run(), this.limitMs);
    } catch (error) {
      const isLate = error instanceof TimeoutError;
      const seconds = this.limitMs / 1000;
      this.drop(isLate ? `did not answer within ${seconds} s` : `failed: ${messageOf(error)}`);
    }
    return undefined;
  }

  private run(): Promise<T> {
    return (this.running ??= this.start());
  }

  /** A call that throws at once fails like one that rejects: after `running` is set. */
  private start(): Promise<T> {
    return Promise.resolve()
      .then(this.call)
      .finally(() => {
        this.running = undefined;
      });
  }

  private drop(reason: string): void {
    this.drops.count('metrics');
    this.warnings.once(
      `collect ${this.name}`,
      `The collector of "${this.name}" ${reason}; its last values are exposed again.`,
    );
  }
}
