import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Backoff } from '../../core';
import type { ExitFlush } from '../exit/exit-flush';
import type { Reply } from '../http/http-sender';
import { HttpSender } from '../http/http-sender';
import type { OtlpTarget } from './otlp-target';
import { MAX_BATCHES } from './span-queue';

/** What the back end did with a batch. */
export interface Answer {
  readonly isTaken: boolean;
  /** What the warning says where it was not accepted. */
  readonly reason: string;
  readonly body: Buffer;
}

interface Try extends Answer {
  /** Whether the same batch may be accepted later, and after how many milliseconds at the earliest. */
  readonly again: boolean;
  readonly againAfterMs?: number;
  /** Whether no batch will be accepted. */
  readonly lacksIntake?: boolean;
}

const PAUSE = { minMs: 1000, maxMs: 60_000 };
/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = new Set([429, 502, 503, 504]);
/**
 * How a server without an OTLP intake responds: an old Sentry 404, one that serves only pages there (GlitchTip)
 * 403 or 405.
 */
const WITHOUT_INTAKE = new Set([403, 404, 405, 501]);
/** One batch is sent this long after such a response: a proxy may have sent it while the server was restarting. */
const RECHECK_MS = 300_000;
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const NOTHING = Buffer.alloc(0);
const compress = promisify(gzip);

/**
 * Posts batches to an OTLP endpoint, few at a time, and retries within the time limit where
 * that may help. It never throws, and neither its sockets nor its pauses keep the process alive.
 */
export class OtlpSender {
  private readonly sender: HttpSender;
  private ending = new AbortController();
  /** The response of a server that accepts no spans, and until when nothing is sent to it. */
  private refused: { readonly answer: Answer; readonly until: number } | undefined;

  constructor(
    private readonly target: OtlpTarget,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.sender = new HttpSender(target, MAX_BATCHES);
  }

  async send(body: Uint8Array): Promise<Answer> {
    if (this.refused && this.now() < this.refused.until) return this.refused.answer;
    const answer = await this.deliver(body);
    this.refused = answer.lacksIntake ? { answer, until: this.now() + RECHECK_MS } : undefined;
    return answer;
  }

  private async deliver(body: Uint8Array): Promise<Try> {
    const { signal } = this.ending;
    const until = performance.now() + this.target.timeoutMs;
    const payload = this.target.isCompressed ? await compress(body) : body;
    const backoff = new Backoff(PAUSE);
    for (;;) {
      const limitMs = until - performance.now();
      const answer = this.judge(await this.sender.post(payload, this.headers, { limitMs, signal }));
      const waitMs = answer.againAfterMs ?? backoff.next();
      if (signal.aborted) return { ...answer, reason: 'they could not be delivered in time' };
      const isOver = performance.now() + waitMs >= until;
      if (!answer.again || isOver) return answer;
      await pause(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
    }
  }

  /** Aborts what is in flight, connections included; later batches are sent all the same. */
  cut(): void {
    this.ending.abort();
    this.ending = new AbortController();
    this.sender.cut();
  }

  /** The same bodies for the exit of the process: there is no time to compress them. */
  exitFlush(bodies: readonly Uint8Array[]): ExitFlush {
    const { url, headers, tls } = this.target;
    const wanted = this.refused ? [] : bodies;
    return { url: url.href, headers: { ...headers, ...PROTOBUF }, bodies: wanted, tls };
  }

  private get headers(): Record<string, string> {
    const encoding = this.target.isCompressed ? { 'content-encoding': 'gzip' } : undefined;
    return { ...encoding, ...PROTOBUF };
  }

  private judge(reply: Reply): Try {
    if ('status' in reply) {
      const { status, headers, body } = reply;
      if (this.target.mayLackIntake && WITHOUT_INTAKE.has(status))
        return withoutIntake(status, body);
      return answered(status, headers['retry-after'], body);
    }
    const isLate = reply.failure === 'timeout';
    const reason = isLate ? `no answer within ${this.target.timeoutMs} ms` : reply.reason;
    return { isTaken: false, reason, body: NOTHING, again: reply.failure !== 'refused' };
  }
}

function answered(status: number, retryAfter: string | undefined, body: Buffer): Try {
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    isTaken: status >= 200 && status < 300,
    reason: `the back end responded with ${status}`,
    body,
    again: RETRYABLE.has(status),
    againAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  };
}

function withoutIntake(status: number, body: Buffer): Try {
  const reason =
    `Sentry responded with ${status}, so it does not accept spans by OTLP. ` +
    "Set traces.exporter to 'none', or upgrade Sentry";
  return { isTaken: false, reason, body, again: false, lacksIntake: true };
}
