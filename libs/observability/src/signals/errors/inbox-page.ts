import type { ErrorInbox, InboxEntry } from './error-inbox';

/** The inbox as its address shows it. */
export interface InboxPage {
  /** Errors reported since the start, forgotten ones included. */
  readonly total: number;
  readonly distinct: number;
  /** The latest first. */
  readonly errors: readonly InboxEntry[];
}

export function presentInbox(inbox: ErrorInbox): InboxPage {
  const errors = inbox.entries();
  return { total: inbox.total, distinct: errors.length, errors };
}
