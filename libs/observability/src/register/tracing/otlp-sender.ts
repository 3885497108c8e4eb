import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { messageOf } from '../../core';
import type { OtlpTarget } from './otlp-target';

/** What the other side made of a batch. */
export interface Answer {
  readonly isTaken: boolean;
  /** What to tell people where it was not taken. */
  readonly reason: string;
  readonly body: Buffer;
}

interface Try extends Answer {
  /** Whether the same batch may be taken later, and after how many milliseconds at the soonest. */
  readonly again: boolean;
  readonly againAfterMs?: number;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_BODY = 65_536;
/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = new Set([429, 502, 503, 504]);
const NOTHING = Buffer.alloc(0);
const compress = promisify(gzip);

/**
 * Posts batches to an OTLP endpoint, one at a time, and tries again within the time limit where
 * that may help. It never throws, and neither its sockets nor its pauses keep the process alive.
 */
export class OtlpSender {
  private readonly agent: HttpAgent;
  private ending = new AbortController();

  constructor(private readonly target: OtlpTarget) {
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent = this.isSecure
      ? new HttpsAgent({ ...options, ...target.tls })
      : new HttpAgent(options);
  }

  async send(body: Uint8Array): Promise<Answer> {
    const { signal } = this.ending;
    const until = performance.now() + this.target.timeoutMs;
    const payload = this.target.isCompressed ? await compress(body) : body;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
      const answer = await this.post(payload, until - performance.now(), signal);
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
    this.agent.destroy();
  }

  private post(body: Uint8Array, limitMs: number, signal: AbortSignal): Promise<Try> {
    return new Promise((resolve) => {
      try {
        const request = this.open(body, signal);
        const late = new Error(`no answer within ${this.target.timeoutMs} ms`);
        const limit = setTimeout(() => request.destroy(late), Math.max(1, limitMs)).unref();
        const done = (answer: Try): void => {
          clearTimeout(limit);
          resolve(answer);
        };
        request.on('error', (error) => done(failed(error, true)));
        request.once('response', (response) => read(response, done));
        request.end(body);
      } catch (error) {
        // What Node refuses to send: a header that is none.
        resolve(failed(error, false));
      }
    });
  }

  private open(body: Uint8Array, signal: AbortSignal): ClientRequest {
    const { url, headers, isCompressed } = this.target;
    const encoding = isCompressed ? { 'content-encoding': 'gzip' } : undefined;
    const request = (this.isSecure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: this.agent,
      signal,
      headers: {
        'user-agent': 'nestjs-observability',
        ...headers,
        ...encoding,
        'content-type': 'application/x-protobuf',
        'content-length': body.length,
      },
    });
    return request.once('socket', (socket) => socket.unref());
  }

  private get isSecure(): boolean {
    return this.target.url.protocol === 'https:';
  }
}

/** The body tells of spans that were refused; an answer that breaks off is an answer. */
function read(response: IncomingMessage, done: (answer: Try) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= LONGEST_BODY) chunks.push(chunk);
    else response.destroy();
  });
  response.on('error', () => undefined);
  response.once('close', () => done(answered(response, Buffer.concat(chunks))));
}

function answered({ statusCode: status = 0, headers }: IncomingMessage, body: Buffer): Try {
  const isTaken = status >= 200 && status < 300;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return {
    isTaken,
    reason: `the answer was ${status}`,
    body,
    again: RETRYABLE.has(status),
    againAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  };
}

function failed(error: unknown, again: boolean): Try {
  // A name with several addresses fails with an error that has no words of its own.
  const reason = messageOf(error) || 'the connection failed';
  return { isTaken: false, reason, body: NOTHING, again };
}
