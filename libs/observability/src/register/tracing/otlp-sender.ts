import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { LastPost } from '../last-post';
import { Poster } from '../poster';
import type { Reply } from '../poster';
import type { OtlpTarget } from './otlp-target';
import { MAX_BATCHES } from './span-queue';

/** What the other side made of a batch. */
export interface Answer {
  readonly isTaken: boolean;
  /** What the warning says where it was not accepted. */
  readonly reason: string;
  readonly body: Buffer;
}

interface Try extends Answer {
  /** Whether the same batch may be taken later, and after how many milliseconds at the soonest. */
  readonly again: boolean;
  readonly againAfterMs?: number;
}

const FIRST_PAUSE_MS = 1000;
/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = new Set([429, 502, 503, 504]);
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const NOTHING = Buffer.alloc(0);
const compress = promisify(gzip);

/**
 * Posts batches to an OTLP endpoint, few at a time, and tries again within the time limit where
 * that may help. It never throws, and neither its sockets nor its pauses keep the process alive.
 */
export class OtlpSender {
  private readonly poster: Poster;
  private ending = new AbortController();

  constructor(private readonly target: OtlpTarget) {
    this.poster = new Poster(target, MAX_BATCHES);
  }

  async send(body: Uint8Array): Promise<Answer> {
    const { signal } = this.ending;
    const until = performance.now() + this.target.timeoutMs;
    const payload = this.target.isCompressed ? await compress(body) : body;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
      const limitMs = until - performance.now();
      const answer = this.judge(await this.poster.post(payload, this.headers, { limitMs, signal }));
      // Spread, so that many processes do not come back at the same moment.
      const waitMs = answer.againAfterMs ?? pauseMs * (0.8 + Math.random() * 0.4);
      if (signal.aborted) return { ...answer, reason: 'there was no time left to deliver them' };
      const isOver = performance.now() + waitMs >= until;
      if (!answer.again || isOver) return answer;
      await pause(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
    }
  }

  /** Gives up what is under way, connections included; later batches are sent all the same. */
  cut(): void {
    this.ending.abort();
    this.ending = new AbortController();
    this.poster.cut();
  }

  /** The same bodies for when the process ends: there is no time to compress them. */
  lastPost(bodies: readonly Uint8Array[]): LastPost {
    const { url, headers, tls } = this.target;
    return { url: url.href, headers: { ...headers, ...PROTOBUF }, bodies, tls };
  }

  private get headers(): Record<string, string> {
    const encoding = this.target.isCompressed ? { 'content-encoding': 'gzip' } : undefined;
    return { ...encoding, ...PROTOBUF };
  }

  private judge(reply: Reply): Try {
    if ('status' in reply) return answered(reply.status, reply.headers['retry-after'], reply.body);
    const isLate = reply.failure === 'timeout';
    const reason = isLate ? `no answer within ${this.target.timeoutMs} ms` : reply.reason;
    return { isTaken: false, reason, body: NOTHING, again: reply.failure !== 'refused' };
  }
}

function answered(status: number, retryAfter: string | undefined, body: Buffer): Try {
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    isTaken: status >= 200 && status < 300,
    reason: `the answer was ${status}`,
    body,
    again: RETRYABLE.has(status),
    againAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  };
}
