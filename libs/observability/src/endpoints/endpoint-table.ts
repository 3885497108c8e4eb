import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Drops } from '../core';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';

const READ_WITHIN_MS = 30_000;

/**
 * Serves the library's paths in front of the app: no global prefix, version, guard, throttler,
 * interceptor or wildcard route of the app comes between a probe and its response
 * (nest#963, #964, terminus#228).
 */
export class EndpointTable {
  private readonly byPath = new Map<string, Endpoint>();
  private readonly shared = new Set<string>();
  /** Endpoints that also serve subpaths, by the prefix of these. */
  private parents: { readonly start: string; readonly endpoint: Endpoint }[];

  constructor(
    endpoints: readonly Endpoint[],
    private readonly drops: Drops,
  ) {
    for (const endpoint of endpoints) this.byPath.set(endpoint.path, endpoint);
    this.parents = endpoints
      .filter(({ hasParts }) => hasParts)
      .map((endpoint) => ({ start: `${endpoint.path}/`, endpoint }))
      .toSorted((a, b) => b.start.length - a.start.length);
  }

  get paths(): readonly string[] {
    return [...this.byPath.keys()];
  }

  /** Leaves a path to the app, which has a route of its own there. */
  yieldTo(path: string): void {
    this.byPath.delete(path);
    this.parents = this.parents.filter(({ endpoint }) => endpoint.path !== path);
  }

  /** Leaves a path to the app, except for clients that may read the library's page, which includes the app's. */
  shareWithApp(path: string): void {
    this.shared.add(path);
  }

  /** The prefixes of all served subpaths. */
  get starts(): readonly string[] {
    return this.parents.map(({ start }) => start);
  }

  /** Leaves all subpaths to the app, which has routes of its own there. */
  yieldBelow(start: string): void {
    this.parents = this.parents.filter((parent) => parent.start !== start);
  }

  /** Handles the request if it is for one of the endpoints; returns the path of the endpoint. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): string | undefined => {
    const { method = '', url = '' } = request;
    const isReading = method === 'GET' || method === 'HEAD';
    const endpoint = (isReading ? this.byPath.get(pathOf(url)) : undefined) ?? this.parentOf(url);
    if (!endpoint || !(isReading || endpoint.methods?.includes(method))) return undefined;
    if (this.shared.has(endpoint.path) && !endpoint.isOpenTo?.(request)) return undefined;
    if (endpoint.isClosedTo?.(request)) return undefined;
    void this.respond(endpoint, request, response);
    return endpoint.path;
  };

  isOwn(url: string): boolean {
    return this.byPath.has(pathOf(url));
  }

  /** The endpoint with the longest matching prefix; runs for every request of the app. */
  private parentOf(url: string): Endpoint | undefined {
    for (const { start, endpoint } of this.parents) {
      if (url.startsWith(start)) return endpoint;
    }
    return undefined;
  }

  private async respond(
    endpoint: Endpoint,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      sendAnswer(response, await endpoint.answer(request), request.method === 'HEAD');
    } catch {
      this.drops.count('endpoints');
      if (!response.headersSent)
        sendAnswer(response, json(500, { error: 'Internal error' }), false);
    }
  }
}

/** Sends a response with the common headers. */
export function sendAnswer(
  response: ServerResponse,
  { status, contentType, body, headers }: Answer,
  isHead: boolean,
): void {
  limitReading(response);
  response.writeHead(status, {
    ...headers,
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    // A cached or revalidated (304) response would hide a change: terminus#2328.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(isHead ? undefined : body);
}

/** A client that does not read must not keep the response open for ever. */
function limitReading(response: ServerResponse): void {
  const { socket } = response;
  // The request of a cloud function has an object in place of a socket, which may lack `setTimeout`.
  const hasTimeout = !socket || typeof socket.setTimeout === 'function';
  if (hasTimeout) response.setTimeout?.(READ_WITHIN_MS, () => response.destroy());
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
