import type { IncomingMessage, Server } from 'node:http';
import { isForwarded, isLoopbackAddress, isOnTerminal } from '../core';

/** How many requests are inspected; an app behind a proxy sees one of its headers long before. */
const MAX_REQUESTS = 1000;

/** The parts of a request that are read. */
export type RoutedRequest = Pick<IncomingMessage, 'headers'> & {
  readonly socket?: { readonly remoteAddress?: string } | null;
};

/**
 * Detects whether something in front of the app routes requests to it, and would notice that it is
 * not ready: a proxy has forwarded a request, or readiness or health was probed. On a terminal
 * both count only from another machine, because a developer's own proxy and browser need no delay.
 */
export class RoutingWatch {
  private isDetected = false;

  /** @param hasTerminal whether the process is attached to a terminal */
  constructor(private readonly hasTerminal = isOnTerminal()) {}

  /** Whether something routes requests to the app. */
  get isRouted(): boolean {
    return this.isDetected;
  }

  /** Inspects the first requests of a server, and costs nothing afterwards. */
  watch(server: Server): void {
    let left = MAX_REQUESTS;
    const inspect = (request: RoutedRequest): void => {
      left -= 1;
      if (!this.isDetected && isForwarded(request.headers)) this.note(request);
      if (this.isDetected || left === 0) server.off('request', inspect);
    };
    server.on('request', inspect);
  }

  /** Called when a page that routing depends on was requested. */
  probed(request: RoutedRequest): void {
    if (!this.isDetected) this.note(request);
  }

  private note({ socket }: RoutedRequest): void {
    this.isDetected = !this.hasTerminal || isElsewhere(socket?.remoteAddress);
  }
}

/** A Unix socket has no address, and its other end is on this machine. */
function isElsewhere(address: string | undefined): boolean {
  return address !== undefined && !isLoopbackAddress(address);
}
