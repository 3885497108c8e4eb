/** One envelope on its way out, written already. */
export interface Parcel {
  readonly body: Buffer;
  /** Sentry's words for what is in it: error, session, monitor, ... */
  readonly categories: readonly string[];
  /** Whether it carries an error event; those are the ones that are counted. */
  readonly isError: boolean;
  /** Whether it is a minute of a profile; those are counted apart, and at most one of them waits. */
  readonly isProfile: boolean;
  /** How often the back end answered it with 5xx. */
  refusals: number;
  /** Whether the system has taken over all of it, so that it leaves though the process ends. */
  isSent: boolean;
}

export function parcel(body: Buffer, categories: readonly string[]): Parcel {
  const isProfile = categories[0] === 'profile';
  const isError = isErrorAmong(categories);
  return { body, categories, isError, isProfile, refusals: 0, isSent: false };
}

/** Messages that the app captures are events as well; Sentry calls them default or unknown. */
export function isErrorAmong(categories: readonly string[]): boolean {
  return categories.some((name) => name === 'error' || name === 'default' || name === 'unknown');
}
