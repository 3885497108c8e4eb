/** What an envelope occupies beside its body, in bytes, so a limit in bytes also limits their number. */
export const OVERHEAD_BYTES = 512;

/** One envelope to send, serialized already. */
export interface SerializedEnvelope {
  readonly body: Buffer;
  /** Sentry's categories of its items: error, session, monitor, ... */
  readonly categories: readonly string[];
  /** Whether it carries an error event; those are the ones that are counted. */
  readonly isError: boolean;
  /** Whether it is a minute of a profile; those are counted apart, and at most one of them waits. */
  readonly isProfile: boolean;
  /** How often Sentry answered it with 5xx. */
  refusals: number;
  /** Whether the kernel has all of it, so that it is sent even if the process ends. */
  isSent: boolean;
}

/** What it occupies while it waits or is in flight. */
export function bytesOf({ body }: SerializedEnvelope): number {
  return body.length + OVERHEAD_BYTES;
}

export function serializedEnvelope(
  body: Buffer,
  categories: readonly string[],
): SerializedEnvelope {
  const isProfile = categories[0] === 'profile';
  const isError = isErrorAmong(categories);
  return { body, categories, isError, isProfile, refusals: 0, isSent: false };
}

/** Messages that the app captures are events as well; Sentry calls them default or unknown. */
export function isErrorAmong(categories: readonly string[]): boolean {
  return categories.some((name) => name === 'error' || name === 'default' || name === 'unknown');
}
