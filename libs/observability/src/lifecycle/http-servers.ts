import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { OpenConnections } from './open-connections';

const HTTP_2 = 2;

/** The app's HTTP servers, and the way from serving to silence. */
export class HttpServers {
  private readonly servers = new Set<Server>();
  private readonly connections = new OpenConnections();
  private isEnding = false;

  /** To be called before the server listens. */
  watch(server: Server): void {
    if (this.servers.has(server)) return;
    this.servers.add(server);
    this.connections.watch(server);
  }

  /** Whether requests can come. */
  get areListening(): boolean {
    return [...this.servers].some(({ listening }) => listening);
  }

  /**
   * From now on each answer says that its connection closes after it. So clients leave by
   * themselves, and no request meets a connection that we are just closing.
   */
  announceClose(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    for (const server of this.servers) server.prependListener('request', sayClose);
    this.connections.unfinished.forEach(closeAfter);
    this.connections.closeSessions();
  }

  /**
   * Takes no more connections. The server's own `close` also closes the idle ones at once, which is
   * too early: one of them may be about to bring a request.
   */
  stopListening(): void {
    for (const server of this.servers) {
      if (server.listening) NetServer.prototype.close.call(server);
    }
    this.connections.closeSessions();
  }

  closeIdle(): void {
    for (const server of this.servers) server.closeIdleConnections?.();
  }

  /** How many connections were taken so far. */
  get taken(): number {
    return this.connections.opened;
  }

  get isBusy(): boolean {
    return this.connections.isBusy;
  }

  get hasConnections(): boolean {
    return !this.connections.isEmpty;
  }

  /** Closes what is still open, but for what became a WebSocket. @returns the responses that are cut off */
  cut(): ServerResponse[] {
    const { unfinished } = this.connections;
    for (const server of this.servers) server.closeAllConnections?.();
    this.connections.destroySessions();
    return unfinished;
  }
}

function sayClose(request: IncomingMessage, response: ServerResponse): void {
  // HTTP/2 has no such header, and says it by session.
  if (request.httpVersionMajor < HTTP_2) closeAfter(response);
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
