import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { messageOf } from '../core';

/** Where bodies are posted to, and with what. */
export interface PostTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates for https; what is missing is Node's. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

/** What the other side said. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What kept it from saying anything; `refused` is what Node itself will not send. */
export interface Failed {
  readonly failure: 'timeout' | 'network' | 'refused';
  readonly reason: string;
}

/** What came of one post. */
export type Reply = Answered | Failed;

/** What a post may be told. */
export interface PostOptions {
  /** The whole post, in milliseconds. */
  readonly limitMs: number;
  /** Gives it up. */
  readonly signal?: AbortSignal;
  /** Called when the system has taken over the whole body. */
  readonly onSent?: () => void;
}

/**
 * The pool of HTTP/1.1 connections to one back end that takes many posts at a time: one is opened
 * when all others are busy, and kept for the next post. Sentry's SDK opens at most 30.
 */
export const MAX_CONNECTIONS = 64;
/** A connection that was not used for so long is closed. */
const MAX_IDLE_MS = 30_000;
const MAX_BODY_LENGTH = 65_536;

/**
 * Posts to one address. Each post has a time limit, after which its connection is gone. It never
 * throws, and its connections keep no process alive.
 */
export class HttpSender {
  private readonly agent: HttpAgent;

  /** @param mostAtOnce connections, and so posts at the same time */
  constructor(
    private readonly target: PostTarget,
    mostAtOnce = 1,
  ) {
    const options = { keepAlive: true, maxSockets: mostAtOnce, timeout: MAX_IDLE_MS };
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
        // Where it was this process that stood still, the answer waits in the socket: it is read first.
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

  /** Lets go of connections that nobody uses: after a failure they may be as dead as the one that failed. */
  dropIdle(): void {
    for (const sockets of Object.values(this.agent.freeSockets)) {
      sockets?.slice().forEach((socket) => socket.destroy());
    }
  }

  /** Ends every connection, those in use included; later posts open new ones. */
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

/** An answer that breaks off is an answer: its head says what was made of the body. */
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
  // A name with several addresses fails with an error that has no words of its own.
  return { failure, reason: messageOf(error) || 'the connection failed' };
}
