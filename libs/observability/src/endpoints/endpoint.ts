import type { IncomingMessage } from 'node:http';

/** What an endpoint answers; the table adds the headers that all share. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** A page that many wait for is one buffer for all of them. */
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One address of the library. */
export interface Endpoint {
  readonly path: string;
  /** Methods besides GET and HEAD. @default none */
  readonly methods?: readonly string[];
  /** Whether it answers below its path as well. @default false */
  readonly hasParts?: boolean;
  /** Whether nobody may ever read it: then its requests are the app's. @default never */
  isClosedTo?(request: IncomingMessage): boolean;
  /** Whether the client may certainly read it; for pages whose address the app has as well. */
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
