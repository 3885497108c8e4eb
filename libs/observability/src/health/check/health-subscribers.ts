import type { Losses } from '../../core';
import type { CheckResult, HealthChange, HealthSubscriber } from '../model/contract';

/** Those who hear of checks; one that throws hurts neither the check nor the others. */
export class HealthSubscribers {
  private readonly all = new Set<HealthSubscriber>();

  constructor(private readonly losses: Losses) {}

  /** @returns how to stop it */
  add(subscriber: HealthSubscriber): () => void {
    this.all.add(subscriber);
    return () => void this.all.delete(subscriber);
  }

  notify(result: CheckResult, change: HealthChange | undefined): void {
    for (const subscriber of this.all) {
      try {
        subscriber.checked(result, change);
      } catch {
        this.losses.count('health', 'watcher');
      }
    }
  }
}
