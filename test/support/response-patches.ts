import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';

type Method = (...args: unknown[]) => unknown;

/** A middleware that replaces methods of one request or response. */
export type Patch = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** The middleware that apps put in front of their routes, each by the technique of the package that it is named after. */
export const PATCHES: Readonly<Record<string, Patch>> = {
  'on-headers': (_request, response, next) => {
    onHeaders(response, () => response.setHeader('x-timed', 'yes'));
    next();
  },
  'express-session': (_request, response, next) => {
    session(response);
    next();
  },
  compression: (_request, response, next) => {
    compress(response);
    next();
  },
  'compression and express-session': (_request, response, next) => {
    compress(response);
    session(response);
    next();
  },
  'a patched emit': (request, _response, next) => {
    const { emit } = request;
    request.emit = function counting(this: IncomingMessage, ...args: Parameters<typeof emit>) {
      if (args[0] === 'end') request.headers['x-seen'] = 'end';
      return emit.apply(this, args);
    };
    next();
  },
};

/** As on-headers 1.1: what is handed over with the status is set first, and never passed on. */
function onHeaders(response: ServerResponse, listener: () => void): void {
  const writeHead = response.writeHead as Method;
  let hasFired = false;
  response.writeHead = function writeHeadHeard(this: ServerResponse, ...args: unknown[]) {
    const at = typeof args[1] === 'string' ? 2 : 1;
    for (const [name, value] of pairsOf(args[at])) this.setHeader(name, value);
    this.statusCode = Number(args[0]);
    if (!hasFired) {
      hasFired = true;
      listener();
    }
    return writeHead.apply(this, args.slice(0, at)) as ServerResponse;
  };
}

function pairsOf(headers: unknown): [name: string, value: string][] {
  if (!Array.isArray(headers)) return Object.entries((headers ?? {}) as Record<string, string>);
  const list = headers as string[];
  return list.flatMap((name, i) => (i % 2 === 0 ? [[name, String(list[i + 1])]] : []));
}

/** As express-session: a cookie with the headers, and the end waits until the session is stored. */
function session(response: ServerResponse): void {
  onHeaders(response, () => response.appendHeader('set-cookie', 'sid=1'));
  const end = response.end as Method;
  let hasEnded = false;
  response.end = function endStored(...args: unknown[]) {
    if (hasEnded) return response;
    hasEnded = true;
    setImmediate(() => end.apply(response, args));
    return response;
  };
}

/** As compression: `end` and `write` begin the answer and go into a stream, which uses those from before. */
function compress(response: ServerResponse): void {
  const write = response.write as Method;
  const end = response.end as Method;
  const gzip = createGzip();
  gzip.on('data', (chunk: Buffer) => write.call(response, chunk));
  gzip.on('end', () => end.call(response));
  onHeaders(response, () => {
    response.setHeader('content-encoding', 'gzip');
    response.removeHeader('content-length');
  });
  const begin = (): void => {
    if (!response.headersSent) response.writeHead(response.statusCode);
  };
  response.write = function writeCompressed(chunk: unknown) {
    begin();
    return gzip.write(chunk);
  };
  response.end = function endCompressed(chunk?: unknown) {
    begin();
    gzip.end(typeof chunk === 'function' ? undefined : chunk);
    return response;
  };
}
