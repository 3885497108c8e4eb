import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { spansOf } from './otlp-request';
import type { ReceivedSpan } from './otlp-request';

/** How the back end behaves: takes spans, answers a status, never answers, or cuts the connection. */
export type Mood = 'takes' | 'hangs' | 'resets' | number;

/** A request as it came in. */
export interface ReceivedBatch {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly spans: readonly ReceivedSpan[];
}

/** A tracing back end: takes OTLP over HTTP with protobuf, and can be ill. */
export class OtlpReceiver {
  readonly batches: ReceivedBatch[] = [];
  mood: Mood = 'takes';
  /** How long it thinks before it answers, in milliseconds. */
  delayMs = 0;
  /** Batches that it answered with a status of its mood. */
  refusals = 0;
  /** What it answers when it takes a batch: an ExportTraceServiceResponse. */
  answer = Buffer.alloc(0);

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.receive(request, response));
  }

  static async start(): Promise<OtlpReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OtlpReceiver(server);
  }

  /** `host:port`, for addresses of other forms. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get endpoint(): string {
    return `http://${this.host}/v1/traces`;
  }

  /** All spans of all batches that it took. */
  get spans(): ReceivedSpan[] {
    return this.batches.flatMap(({ spans }) => spans);
  }

  clear(): void {
    this.batches.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    await pause(this.delayMs);
    if (this.mood === 'hangs') return;
    if (this.mood === 'resets') {
      request.socket.resetAndDestroy();
      return;
    }
    if (this.mood === 'takes') {
      const { url: path = '', headers } = request;
      // Where Sentry is the back end, its sessions come here too, by its own protocol.
      const isTraces = !path.includes('/envelope/');
      if (isTraces) this.batches.push({ path, headers, spans: spansOf(body) });
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(this.answer);
      return;
    }
    this.refusals += 1;
    response.writeHead(this.mood).end();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}
