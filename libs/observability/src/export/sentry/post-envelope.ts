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
