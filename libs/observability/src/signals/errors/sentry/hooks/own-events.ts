import { isWithinQuota } from '../../../../core';
import type { EventQuota, SentryEvent } from '../../../../core';

/** The transaction of a process that ends: its last event finds room beside a flood. */
const LAST_ONE = 'crash';

/**
 * Events that the app captures by Sentry's own functions are under the total quota as well; those of
 * the library have their place already. The next one that goes says how many were left out before it.
 */
export class OwnEvents {
  private leftOut = 0;
  private unnoticed = 0;

  constructor(private readonly quota: EventQuota) {}

  /** @returns undefined for an event that is beyond the quota */
  admit<T extends SentryEvent>(event: T, isDying: boolean): T | undefined {
    if (isWithinQuota(event)) return event;
    if (this.quota.take(isDying ? LAST_ONE : undefined)) {
      this.leftOut += 1;
      this.unnoticed += 1;
      return undefined;
    }
    const { leftOut } = this;
    this.leftOut = 0;
    if (leftOut === 0) return event;
    return { ...event, tags: { ...event.tags, events_left_out: String(leftOut) } };
  }

  /** Whether it was the quota that has just left an event out, and no hook of the app. */
  hasLeftOut(): boolean {
    if (this.unnoticed === 0) return false;
    this.unnoticed -= 1;
    return true;
  }
}
