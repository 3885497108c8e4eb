import type { IncomingMessage, Server } from 'node:http';
import { isForwarded, isLoopbackAddress, isOnTerminal } from '../core';

/** How many requests are looked at; what is behind a proxy sees one of its headers long before. */
const MAX_REQUESTS = 1000;

/** What is read of a request. */
export type RoutedRequest = Pick<IncomingMessage, 'headers'> & {
  readonly socket?: { readonly remoteAddress?: string } | null;
};

/**
 * Notices whether something in front of the app routes requests to it, and would see that it is
 * not ready: a proxy has passed a request on, or readiness or health was probed. On a terminal
 * both count only from another machine, since a developer's own proxy and browser wait for nothing.
 */
export class RoutingWatch {
  private isNoticed = false;

  /** @param hasTerminal whether the process runs on somebody's terminal */
  constructor(private readonly hasTerminal = isOnTerminal()) {}

  /** Whether requests come by something that routes them. */
  get isRouted(): boolean {
    return this.isNoticed;
  }

  /** Looks at the first requests of a server, and costs nothing after them. */
  watch(server: Server): void {
    let left = MAX_REQUESTS;
    const look = (request: RoutedRequest): void => {
      left -= 1;
      if (!this.isNoticed && isForwarded(request.headers)) this.note(request);
      if (this.isNoticed || left === 0) server.off('request', look);
    };
    server.on('request', look);
  }

  /** To be called when a page that routing depends on was requested. */
  probed(request: RoutedRequest): void {
    if (!this.isNoticed) this.note(request);
  }

  private note({ socket }: RoutedRequest): void {
    this.isNoticed = !this.hasTerminal || isElsewhere(socket?.remoteAddress);
  }
}

/** A Unix socket has no address, and its other end is on this machine. */
function isElsewhere(address: string | undefined): boolean {
  return address !== undefined && !isLoopbackAddress(address);
}
