import type { Drops } from '../../core';
import type { CheckResult, HealthChange, HealthSubscriber } from '../model/contract';

/** The subscribers to check results; one that throws affects neither the check nor the others. */
export class HealthSubscribers {
  private readonly all = new Set<HealthSubscriber>();

  constructor(private readonly drops: Drops) {}

  /** @returns a function that unsubscribes it */
  add(subscriber: HealthSubscriber): () => void {
    this.all.add(subscriber);
    return () => void this.all.delete(subscriber);
  }

  notify(result: CheckResult, change: HealthChange | undefined): void {
    for (const subscriber of this.all) {
      try {
        subscriber.checked(result, change);
      } catch {
        this.drops.count('health', 'watcher');
      }
    }
  }
}
