import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { messageOf } from '../../core';

/** Where bodies are posted to, and with what. */
export interface PostTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates for https; defaults to Node's. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

/** A response. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why there is no response; `refused` means that Node itself would not send the request. */
export interface Failed {
  readonly failure: 'timeout' | 'network' | 'refused';
  readonly reason: string;
}

/** The result of one post. */
export type Reply = Answered | Failed;

/** Options of one post. */
export interface PostOptions {
  /** The limit of the whole post, in milliseconds. */
  readonly limitMs: number;
  /** Aborts it. */
  readonly signal?: AbortSignal;
  /** Called when the kernel has the whole body. */
  readonly onSent?: () => void;
}

/**
 * The size of the pool of HTTP/1.1 connections to one back end: one is opened when all others are
 * busy, and kept for the next post. Sentry's SDK opens at most 30.
 */
export const MAX_CONNECTIONS = 64;
/** A connection that is idle for this long is closed. */
const MAX_IDLE_MS = 30_000;
const MAX_BODY_LENGTH = 65_536;

/**
 * Posts to one address. Each post has a time limit, after which its connection is gone. It never
 * throws, and its connections keep no process alive.
 */
export class HttpSender {
  private readonly agent: HttpAgent;

  /** @param maxConnections connections, and so posts at the same time */
  constructor(
    private readonly target: PostTarget,
    maxConnections = 1,
  ) {
    const options = { keepAlive: true, maxSockets: maxConnections, timeout: MAX_IDLE_MS };
    this.agent = this.isSecure
      ? new HttpsAgent({ ...options, ...target.tls })
      : new HttpAgent(options);
  }

  /** @param headers that belong to this body */
  post(
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    { limitMs, signal, onSent }: PostOptions,
  ): Promise<Reply> {
    return new Promise((resolve) => {
      let isLate = false;
      try {
        const request = this.open(body, headers, signal);
        const end = (): void => {
          isLate = true;
          request.destroy();
        };
        // If this process was blocked, the response may be waiting in the socket, so it is read first.
        const onLimit = (): void => void setImmediate(end);
        const limit = setTimeout(onLimit, Math.max(1, limitMs)).unref();
        const done = (reply: Reply): void => {
          clearTimeout(limit);
          resolve(reply);
        };
        request.on('error', (error) => done(failed(isLate ? 'timeout' : 'network', error)));
        request.once('response', (response) => read(response, done));
        if (onSent) request.once('finish', onSent);
        request.end(body);
      } catch (error) {
        resolve(failed('refused', error));
      }
    });
  }

  /** Closes idle connections: after a failure they may be as dead as the one that failed. */
  dropIdle(): void {
    for (const sockets of Object.values(this.agent.freeSockets)) {
      sockets?.slice().forEach((socket) => socket.destroy());
    }
  }

  /** Closes every connection, those in use included; later posts open new ones. */
  cut(): void {
    this.agent.destroy();
  }

  private open(
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): ClientRequest {
    const request = (this.isSecure ? httpsRequest : httpRequest)(this.target.url, {
      method: 'POST',
      agent: this.agent,
      signal,
      headers: {
        'user-agent': 'nestjs-observability',
        ...this.target.headers,
        ...headers,
        'content-length': body.length,
      },
    });
    return request.once('socket', (socket) => socket.unref());
  }

  private get isSecure(): boolean {
    return this.target.url.protocol === 'https:';
  }
}

/** A response that breaks off counts: its status says what became of the body. */
function read(response: IncomingMessage, done: (reply: Reply) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY_LENGTH) chunks.push(chunk);
    else response.destroy();
  });
  response.on('error', () => undefined);
  response.once('close', () => {
    const { statusCode: status = 0, headers } = response;
    done({ status, headers, body: Buffer.concat(chunks) });
  });
}

function failed(failure: Failed['failure'], error: unknown): Failed {
  // A name with several addresses fails with an error without a message.
  return { failure, reason: messageOf(error) || 'the connection failed' };
}
