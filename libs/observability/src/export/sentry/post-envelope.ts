import type { DeliveryDropReason } from './drop-reasons';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpSender, Reply } from '../http/http-sender';
import type { SerializedEnvelope } from './serialized-envelope';

const LIMIT_MS = 5000;
const COMPRESSED_FROM = 32_768;
const ENVELOPE = { 'content-type': 'application/x-sentry-envelope' };
const compress = promisify(gzip);

/** Posts an envelope within five seconds, a large one compressed, and notes on it when the kernel has it. */
export async function postEnvelope(
  sender: Pick<HttpSender, 'post'>,
  envelope: SerializedEnvelope,
): Promise<Reply> {
  const isLarge = envelope.body.length >= COMPRESSED_FROM;
  const body = isLarge ? await compress(envelope.body) : envelope.body;
  const headers = isLarge ? { ...ENVELOPE, 'content-encoding': 'gzip' } : ENVELOPE;
  const onSent = (): void => void (envelope.isSent = true);
  return sender.post(body, headers, { limitMs: LIMIT_MS, onSent });
}

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
