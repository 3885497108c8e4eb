import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { readRequest, writeHead } from './peer-protocol';
import type { PeerExposition } from './peer-protocol';

const MAX_CONNECTIONS = 64;
/** How long a connection may be idle, in milliseconds; clients time out after a second. */
const MAX_IDLE_MS = 5000;

/** What other processes can request from this one. */
export interface ExpositionSource {
  exposition(format: ExpositionFormat): Promise<Buffer>;
  aggregations(): PeerExposition['rules'];
}

/** Serves the exposition of this process to the other workers. */
export class PeerServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly source: ExpositionSource) {
    this.server = createServer((socket) => this.serve(socket));
    this.server.maxConnections = MAX_CONNECTIONS;
    this.server.unref();
  }

  /** Listens on the socket; `exclusive`, or the primary process would listen there for all workers. */
  async listen(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ path, exclusive: true }, () => resolve());
    });
    // A later error must not crash the app.
    this.server.on('error', () => undefined);
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private serve(socket: Socket): void {
    let received = '';
    let isAnswered = false;
    this.sockets.add(socket);
    socket.unref();
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
    socket.setTimeout(MAX_IDLE_MS, () => socket.destroy());
    socket.on('data', (text: string) => {
      if (isAnswered) return;
      received += text;
      try {
        const format = readRequest(received);
        isAnswered = format !== undefined;
        if (format) void this.answer(socket, format);
      } catch {
        socket.destroy();
      }
    });
  }

  private async answer(socket: Socket, format: ExpositionFormat): Promise<void> {
    try {
      const exposition = await this.source.exposition(format);
      socket.write(writeHead(this.source.aggregations()));
      socket.end(exposition);
    } catch {
      socket.destroy();
    }
  }
}
