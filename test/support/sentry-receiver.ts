import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { parseEnvelope } from '@sentry/core';
import type { Event } from '@sentry/core';
import { spansOf } from './otlp-request';
import type { ReceivedSpan } from './otlp-request';

/** An item of an envelope that is no event: a session, a check-in, an attachment. */
export interface ReceivedItem {
  readonly type: string;
  readonly payload: unknown;
}

/** A Sentry back end: takes envelopes over HTTP and keeps the events in them. */
export class SentryReceiver {
  readonly events: Event[] = [];
  /** Everything else, client reports included. */
  readonly others: ReceivedItem[] = [];
  /** The spans that it took by OTLP. */
  readonly spans: ReceivedSpan[] = [];
  /** How many batches of spans came, taken or not. */
  batches = 0;
  /** What it answers to OTLP where that is not the status; an old Sentry answers 404. */
  otlpStatus: number | undefined;
  /** What it answers; it keeps what it answers with 200. */
  status = 200;
  /** Headers of its answers, `retry-after` for example. */
  headers: Record<string, string> = {};
  /** How long it thinks before it answers, in milliseconds. */
  delayMs = 0;
  /** How many envelopes came, taken or not. */
  envelopes = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<SentryReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SentryReceiver(server, (server.address() as { port: number }).port);
  }

  get dsn(): string {
    return this.dsnAt(this.port);
  }

  /** The same by way of a proxy. */
  dsnAt(port: number): string {
    return `http://publickey@127.0.0.1:${port}/1`;
  }

  /** The messages of the errors that came, in order. */
  get messages(): string[] {
    return this.events.map(
      ({ exception, message }) => exception?.values?.at(-1)?.value ?? message ?? '',
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request).catch(() => undefined);
    // The client went away.
    if (!body) return;
    const isOtlp = request.url?.includes('/integration/otlp/') ?? false;
    const { headers } = this;
    const status = isOtlp ? (this.otlpStatus ?? this.status) : this.status;
    if (isOtlp) this.keepSpans(body, status);
    else this.keepEnvelope(body, status);
    if (this.delayMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.delayMs).unref());
    }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  }

  private keepSpans(body: Buffer, status: number): void {
    this.batches += 1;
    if (status === 200) this.spans.push(...spansOf(body));
  }

  private keepEnvelope(body: Buffer, status: number): void {
    this.envelopes += 1;
    if (status === 200) this.keep(body);
  }

  private keep(body: Buffer): void {
    const [, items] = parseEnvelope(body);
    for (const [{ type }, payload] of items) {
      if (type === 'event') this.events.push(payload as Event);
      else this.others.push({ type, payload });
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}
