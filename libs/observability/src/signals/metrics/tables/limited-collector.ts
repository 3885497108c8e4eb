import { LoopLimit, messageOf } from '../../../core';
import type { Drops, Warnings } from '../../../core';

const LIMIT_MS = 1000;
const LATE = Symbol('late');

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
      const result = await this.withinLimit(this.run());
      if (result !== LATE) return result;
      this.drop(`did not answer within ${this.limitMs / 1000} s`);
    } catch (error) {
      this.drop(`failed: ${messageOf(error)}`);
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

  private async withinLimit(work: Promise<T>): Promise<T | typeof LATE> {
    let limit: LoopLimit | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      limit = new LoopLimit(this.limitMs, () => resolve(LATE));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      limit?.clear();
      // A late collector may still fail when its result is no longer awaited.
      work.catch(() => undefined);
    }
  }

  private drop(reason: string): void {
    this.drops.count('metrics');
    this.warnings.once(
      `collect ${this.name}`,
      `The collector of "${this.name}" ${reason}; its last values are exposed again.`,
    );
  }
}
