import type { Reply } from '../../export';
import type { DeliveryLoss } from './loss-reasons';

/** What is to be done with a parcel: it is delivered, sent again, or lost. */
export type Verdict = 'delivered' | 'again' | DeliveryLoss;

const TOO_MANY = 429;
const TOO_LARGE = 413;
const TIMED_OUT = 408;

/** What Sentry's answer, or the lack of one, means. */
export function verdictOf(reply: Reply): Verdict {
  if (!('status' in reply)) return reply.failure === 'refused' ? 'rejected' : 'again';
  const { status } = reply;
  if (status >= 200 && status < 300) return 'delivered';
  if (status === TOO_MANY) return 'rate_limited';
  if (status === TOO_LARGE) return 'too_large';
  return status >= 500 || status === TIMED_OUT ? 'again' : 'rejected';
}
