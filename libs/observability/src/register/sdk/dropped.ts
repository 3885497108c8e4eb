import { isErrorAmong } from './serialized-envelope';
import type { DropReporter } from '../../export';

/** The part of Sentry's client that notes what it does not hand to the transport. */
export interface DroppingClient {
  recordDroppedEvent(reason: string, category: string, count?: number): void;
}

/**
 * Counts the events that the client itself leaves out: by the sample rate, by the quota, hooks and
 * event processors, and those that find too many waiting for a hook.
 * @param isBeyondQuota whether it was the quota, where the SDK says that a hook left an event out
 */
export function countDropped(
  client: DroppingClient,
  losses: DropReporter,
  isBeyondQuota: () => boolean,
): void {
  const record = client.recordDroppedEvent.bind(client);
  client.recordDroppedEvent = (reason, category, count = 1): void => {
    record(reason, category, count);
    if (!isErrorAmong([category])) return;
    if (reason === 'queue_overflow') {
      losses.lost(count, 'too many of them wait for errors.beforeSend', 'queue_full');
    } else if (reason === 'sample_rate') losses.leftOut(count, 'sampled_out');
    else if (reason === 'before_send' && isBeyondQuota()) losses.leftOut(count, 'total_quota');
    else losses.leftOut(count, 'filtered');
  };
}
