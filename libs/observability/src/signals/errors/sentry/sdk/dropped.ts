import type { DropReporter } from '../../../../core';
import { isErrorAmong } from '../../../../export';

/** The part of Sentry's client that records what it does not hand to the transport. */
export interface DroppingClient {
  recordDroppedEvent(reason: string, category: string, count?: number): void;
}

/**
 * Counts the events that the client itself drops: by the sample rate, by the quota, by hooks and event
 * processors, and while too many wait for a hook.
 * @param isBeyondQuota whether it was the quota, where the SDK says that a hook left an event out
 */
export function countDropped(
  client: DroppingClient,
  drops: DropReporter,
  isBeyondQuota: () => boolean,
): void {
  const record = client.recordDroppedEvent.bind(client);
  client.recordDroppedEvent = (reason, category, count = 1): void => {
    record(reason, category, count);
    if (!isErrorAmong([category])) return;
    if (reason === 'queue_overflow') {
      drops.dropped(count, 'too many of them are waiting for errors.beforeSend', 'queue_full');
    } else if (reason === 'sample_rate') drops.leftOut(count, 'sampled_out');
    else if (reason === 'before_send' && isBeyondQuota()) drops.leftOut(count, 'total_quota');
    else drops.leftOut(count, 'filtered');
  };
}
