import type { Losses } from '../../core';
import type { CheckResult, HealthChange, HealthWatcher } from '../model/contract';

/** Those who hear of checks; one that throws hurts neither the check nor the others. */
export class Watchers {
  private readonly all = new Set<HealthWatcher>();

  constructor(private readonly losses: Losses) {}

  /** @returns how to stop it */
  add(watcher: HealthWatcher): () => void {
    this.all.add(watcher);
    return () => void this.all.delete(watcher);
  }

  tell(result: CheckResult, change: HealthChange | undefined): void {
    for (const watcher of this.all) {
      try {
        watcher.checked(result, change);
      } catch {
        this.losses.count('health', 'watcher');
      }
    }
  }
}
