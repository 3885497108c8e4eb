import type { ErrorInbox, InboxEntry } from './error-inbox';

/** The response of the inbox endpoint. */
export interface InboxPage {
  /** Errors reported since the start, removed ones included. */
  readonly total: number;
  readonly distinct: number;
  /** Newest first. */
  readonly errors: readonly InboxEntry[];
}

export function presentInbox(inbox: ErrorInbox): InboxPage {
  const errors = inbox.entries();
  return { total: inbox.total, distinct: errors.length, errors };
}
