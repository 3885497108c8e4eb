import type { Server, ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Node stores the current response of a connection in this field, and nothing while it is idle. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * The open connections of the watched servers. A connection costs two listeners; a request costs
 * nothing, because the connection itself references its current response.
 */
export class OpenConnections {
  private readonly sockets = new Set<HttpSocket>();
  private readonly sessions = new Set<Http2Session>();
  /** How many connections were accepted so far. */
  opened = 0;

  watch(server: Server): void {
    const keep = keptIn(this.sockets);
    server.on('connection', (socket) => {
      this.opened += 1;
      keep(socket);
    });
    // The same connection again, as the socket that carries requests.
    if (server instanceof TlsServer) server.on('secureConnection', keep);
    server.on('session', keptIn(this.sessions));
  }

  /** Whether no client is connected. */
  get isEmpty(): boolean {
    return this.sockets.size === 0 && this.sessions.size === 0;
  }

  /** The HTTP/1 responses in progress. */
  get unfinished(): ServerResponse[] {
    return [...this.sockets].flatMap(({ _httpMessage }) => _httpMessage ?? []);
  }

  /** Whether requests are in flight; an HTTP/2 session that is closing ends with its streams. */
  get isBusy(): boolean {
    return this.sessions.size > 0 || this.unfinished.length > 0;
  }

  /** Lets HTTP/2 clients open no more streams; those in flight finish. */
  closeSessions(): void {
    for (const session of this.sessions) session.close();
  }

  destroySessions(): void {
    for (const session of this.sessions) session.destroy();
  }
}

interface Closing {
  once(event: 'close', listener: () => void): unknown;
}

function keptIn<T extends Closing>(set: Set<T>): (item: T) => void {
  const forget = function forget(this: T): void {
    set.delete(this);
  };
  return (item) => {
    set.add(item);
    item.once('close', forget);
  };
}
