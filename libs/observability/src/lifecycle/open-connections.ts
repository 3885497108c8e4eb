import type { Server, ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Node keeps the response that a connection is busy with in this field, and nothing while it is idle. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * The open connections of the servers that it watches. A connection costs two listeners; a request
 * costs nothing, since the connection itself knows what it is busy with.
 */
export class OpenConnections {
  private readonly sockets = new Set<HttpSocket>();
  private readonly sessions = new Set<Http2Session>();
  /** How many connections there were so far. */
  opened = 0;

  watch(server: Server): void {
    const keep = keptIn(this.sockets);
    server.on('connection', (socket) => {
      this.opened += 1;
      keep(socket);
    });
    // The same connection once more, as that which requests come by.
    if (server instanceof TlsServer) server.on('secureConnection', keep);
    server.on('session', keptIn(this.sessions));
  }

  /** Whether nobody is connected. */
  get isEmpty(): boolean {
    return this.sockets.size === 0 && this.sessions.size === 0;
  }

  /** The responses of HTTP/1 that are being made or sent. */
  get unfinished(): ServerResponse[] {
    return [...this.sockets].flatMap(({ _httpMessage }) => _httpMessage ?? []);
  }

  /** Whether something is under way; a session of HTTP/2 that was told to close ends with its streams. */
  get isBusy(): boolean {
    return this.sessions.size > 0 || this.unfinished.length > 0;
  }

  /** Asks clients of HTTP/2 to open no more streams; those under way finish. */
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
