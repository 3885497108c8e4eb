import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { parseEnvelope } from '@sentry/core';
import type { Event } from '@sentry/core';

/** A Sentry back end: takes envelopes over HTTP and keeps the events in them. */
export class SentryReceiver {
  readonly events: Event[] = [];

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(): Promise<SentryReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new SentryReceiver(server, (server.address() as { port: number }).port);
    server.on('request', (request, response) => {
      void bodyOf(request).then((body) => {
        receiver.keep(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    return receiver;
  }

  get dsn(): string {
    return `http://publickey@127.0.0.1:${this.port}/1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep(body: Buffer): void {
    const [, items] = parseEnvelope(body);
    for (const [{ type }, payload] of items) {
      if (type === 'event') this.events.push(payload as Event);
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}
