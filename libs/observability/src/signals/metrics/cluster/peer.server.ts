import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { ExpositionFormat } from '../page.writer';
import { readQuestion, writeHead } from './peer.protocol';
import type { PeerPage } from './peer.protocol';

/** What can be asked of this process. */
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
    this.sockets.add(socket);
    socket.unref();
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      asked += text;
      void this.answer(socket, asked);
    });
  }

  private async answer(socket: Socket, asked: string): Promise<void> {
    try {
      const format = readQuestion(asked);
      if (!format) return;
      const page = await this.source.page(format);
      socket.write(writeHead(this.source.aggregations()));
      socket.end(page);
    } catch {
      socket.destroy();
    }
  }
}
