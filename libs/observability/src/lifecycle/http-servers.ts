import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { OpenConnections } from './open-connections';

const HTTP_2 = 2;

/** The app's HTTP servers, and the steps of closing them. */
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

  /** Whether a server accepts requests. */
  get areListening(): boolean {
    return [...this.servers].some(({ listening }) => listening);
  }

  /**
   * From now on each response has `Connection: close`. So clients close their connections, and no
   * request is sent on a connection that the server is just closing.
   */
  announceClose(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    for (const server of this.servers) server.prependListener('request', announceCloseOn);
    this.connections.unfinished.forEach(closeAfter);
    this.connections.closeSessions();
  }

  /**
   * Accepts no more connections. The server's own `close` also closes idle ones immediately, which is
   * too early: a request may be about to arrive on one of them.
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

  /** How many connections were accepted so far. */
  get taken(): number {
    return this.connections.opened;
  }

  get isBusy(): boolean {
    return this.connections.isBusy;
  }

  get hasConnections(): boolean {
    return !this.connections.isEmpty;
  }

  /** Closes all open connections except WebSockets. @returns the responses that are cut off */
  cut(): ServerResponse[] {
    const { unfinished } = this.connections;
    for (const server of this.servers) server.closeAllConnections?.();
    this.connections.destroySessions();
    return unfinished;
  }
}

function announceCloseOn(request: IncomingMessage, response: ServerResponse): void {
  // HTTP/2 has no such header: its sessions are closed instead.
  if (request.httpVersionMajor < HTTP_2) closeAfter(response);
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
