import type { IncomingMessage, ServerResponse } from 'node:http';

/** What frameworks add to the request; read when a signal needs it. */
export interface FrameworkRequest {
  readonly ip?: string;
  /** Express's app, with its settings. */
  readonly app?: { readonly settings?: Readonly<Record<string, unknown>> };
  readonly user?: unknown;
  /** `http` or `https`, behind a proxy too that the app trusts. */
  readonly protocol?: unknown;
  /** Express shortens `url` below a mount path and keeps the whole one here. */
  readonly originalUrl?: string | undefined;
  readonly body?: unknown;
}

/** What is read of the request. Once it has been answered there is no socket. */
export type RequestView = Pick<IncomingMessage, 'headers' | 'httpVersion' | 'method' | 'url'> & {
  readonly socket?: IncomingMessage['socket'];
};

/** What is read of the response. */
export type ResponseView = Pick<ServerResponse, 'getHeader' | 'headersSent' | 'statusCode'>;

/**
 * What stays of an exchange that is over, for an error that comes late. Node keeps the context of
 * a connection's last request as long as the connection; with request and response on it that is
 * 6 KB for each, which every young collection carries along, and V8 lets the young generation grow for it.
 */
export class EndedExchange implements RequestView, ResponseView, FrameworkRequest {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly httpVersion: string;
  readonly originalUrl: string | undefined;
  readonly body: unknown;
  readonly headersSent: boolean;
  readonly statusCode: number;
  private readonly contentType: ReturnType<ServerResponse['getHeader']>;

  /** @param headersSent whether the answer has begun */
  constructor(
    request: RequestView,
    response: ResponseView,
    framework: FrameworkRequest,
    headersSent: boolean,
  ) {
    this.url = request.url;
    this.method = request.method;
    this.headers = request.headers;
    this.httpVersion = request.httpVersion;
    this.originalUrl = framework.originalUrl;
    this.body = framework.body;
    this.headersSent = headersSent;
    this.statusCode = response.statusCode;
    this.contentType = response.getHeader('content-type');
  }

  /** Returns the one header that error reports include. */
  getHeader(name: string): ReturnType<ServerResponse['getHeader']> {
    return name === 'content-type' ? this.contentType : undefined;
  }
}
