import { messageOf } from '../../../core';
import { EventRecord } from './log-record';

const MAX_USER_LENGTH = 128;

/** What kind of event a line reports. */
export interface EventFacts {
  readonly kind: 'business' | 'performance' | 'security';
  /** What happened, in few values: `order_placed`. */
  readonly type: string;
  readonly [fact: string]: unknown;
}

/**
 * The fields of a line that reports an event of the app.
 * @param context what belongs to it, without secrets
 * @param userId whom it is about; without it, the user of the request
 */
export function eventRecord(event: EventFacts, context?: unknown, userId?: unknown): EventRecord {
  return new EventRecord({
    ...(userId !== undefined && { user_id: messageOf(userId).slice(0, MAX_USER_LENGTH) }),
    event,
    ...(!isEmpty(context) && { extra: context }),
  });
}

function isEmpty(context: unknown): boolean {
  const isObject = typeof context === 'object' && context !== null;
  return context === undefined || (isObject && Object.keys(context).length === 0);
}
