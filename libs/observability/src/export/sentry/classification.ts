import type { Reply } from '../http/http-sender';
import type { DeliveryDropReason } from './drop-reasons';

/** What is to be done with an envelope: it is delivered, sent again, or dropped. */
export type Classification = 'delivered' | 'retry' | DeliveryDropReason;

const TOO_MANY = 429;
const TOO_LARGE = 413;
const TIMED_OUT = 408;

/** Classifies Sentry's response, or the lack of one. */
export function classify(reply: Reply): Classification {
  if (!('status' in reply)) return reply.failure === 'refused' ? 'rejected' : 'retry';
  const { status } = reply;
  if (status >= 200 && status < 300) return 'delivered';
  if (status === TOO_MANY) return 'rate_limited';
  if (status === TOO_LARGE) return 'too_large';
  return status >= 500 || status === TIMED_OUT ? 'retry' : 'rejected';
}
