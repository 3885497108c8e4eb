/** Why an error event is not delivered; a label of `observability_dropped_total`. */
export type DropReason =
  /** The queue was full: Sentry did not respond for long, or accepts fewer events than there are. */
  | 'queue_full'
  /** Sentry limited the rate: 429, or X-Sentry-Rate-Limits. */
  | 'rate_limited'
  /** Sentry rejected the event for good, or returned 5xx too often for it. */
  | 'rejected'
  /** More than 1 MiB, also without its largest parts, or more than the queue; or Sentry calls it too large. */
  | 'too_large'
  /** The app ended before it could be sent. */
  | 'shutdown'
  /** The app ended while Sentry could not be reached. */
  | 'network_error'
  /** The app captured more in this second than `errors.maxEventsPerSecond` has room for. */
  | 'total_quota'
  /** `errors.sampleRate` left it out. */
  | 'sampled_out'
  /** A hook or an event processor of the app left it out. */
  | 'filtered';

/** The same as the end of a sentence, where it is worth a warning. */
export const CAUSES = {
  queue_full: 'Sentry does not respond and the queue is full',
  rate_limited: 'Sentry is rate limiting them',
  rejected: 'Sentry rejects them',
  too_large: 'they are larger than 1 MiB',
  network_error: 'Sentry cannot be reached',
} as const satisfies Partial<Record<DropReason, string>>;

/** The same for a full queue while Sentry answers. */
export const QUEUE_FULL_WHILE_RESPONDING =
  'they arrive faster than Sentry accepts them and the queue is full';

/** What Sentry's own client reports call them. */
export const CLIENT_REPORT = {
  queue_full: 'queue_overflow',
  rate_limited: 'ratelimit_backoff',
  rejected: 'send_error',
  too_large: 'send_error',
  network_error: 'network_error',
} as const;

/** The reasons for which an event may be dropped after it was handed over. */
export type DeliveryDropReason = keyof typeof CAUSES;
