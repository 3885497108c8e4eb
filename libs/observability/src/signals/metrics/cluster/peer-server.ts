import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { ExpositionFormat } from '../exposition/page-writer';
import { readQuestion, writeHead } from './peer-protocol';
import type { PeerPage } from './peer-protocol';

const MAX_CONNECTIONS = 64;
/** How long a connection may be silent, in milliseconds: callers wait no longer than a second. */
const MAX_IDLE_MS = 5000;

/** What other processes can request of this one. */
export interface PageSource {
  page(format: ExpositionFormat): Promise<Buffer>;
  aggregations(): PeerPage['rules'];
}

/** Answers the other workers with the page of this process alone. */
export class PeerServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly source: PageSource) {
    this.server = createServer((socket) => this.serve(socket));
    this.server.maxConnections = MAX_CONNECTIONS;
    this.server.unref();
  }

  /** Listens at the socket; `exclusive`, or the primary process would listen there for all workers. */
  async listen(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ path, exclusive: true }, () => resolve());
    });
    // A later fault must not end the app.
    this.server.on('error', () => undefined);
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private serve(socket: Socket): void {
    let asked = '';
    let isAnswered = false;
    this.sockets.add(socket);
    socket.unref();
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
    socket.setTimeout(MAX_IDLE_MS, () => socket.destroy());
    socket.on('data', (text: string) => {
      if (isAnswered) return;
      asked += text;
      try {
        const format = readQuestion(asked);
        isAnswered = format !== undefined;
        if (format) void this.answer(socket, format);
      } catch {
        socket.destroy();
      }
    });
  }

  private async answer(socket: Socket, format: ExpositionFormat): Promise<void> {
    try {
      const page = await this.source.page(format);
      socket.write(writeHead(this.source.aggregations()));
      socket.end(page);
    } catch {
      socket.destroy();
    }
  }
}
