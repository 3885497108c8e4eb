import type { IncomingMessage } from 'node:http';

/** The response of an endpoint; the table adds the common headers. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** A page for many concurrent clients is one shared buffer. */
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint of the library. */
export interface Endpoint {
  readonly path: string;
  /** Methods besides GET and HEAD. @default none */
  readonly methods?: readonly string[];
  /** Whether it also serves subpaths. @default false */
  readonly hasParts?: boolean;
  /** Whether no client may read it: then its requests go to the app. @default never */
  isClosedTo?(request: IncomingMessage): boolean;
  /** Whether the client may certainly read it; for paths that the app has as well. */
  isOpenTo?(request: IncomingMessage): boolean;
  answer(request: IncomingMessage): Answer | Promise<Answer>;
}

export function json(status: number, body: object): Answer {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: `${JSON.stringify(body)}\n`,
  };
}
