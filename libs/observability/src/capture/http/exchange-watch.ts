import type { IncomingMessage, ServerResponse } from 'node:http';
import { countBody } from './body-sizes';
import { endWithSocket } from './pipelined';
import { markWhole, noteSource } from './response-ending';

type End = (this: ServerResponse) => void;

/** What the capture puts its own methods in front of. */
const METHODS = ['write', 'end', 'writeHead'] as const;

/** Counts the bodies of an exchange, and hears of its end, whatever becomes of it. */
export function watchExchange(request: IncomingMessage, response: ServerResponse, end: End): void {
  noteSource(response);
  // 'close' comes after 'finish' and also when the client hangs up; 'finish' alone misses aborts.
  response.on('close', end);
  if (isOfServer(request)) {
    countBody(request, response);
    if (!response.socket) endWithSocket(request.socket, response, end);
  } else {
    endWithoutServer(response, end);
    if (hasMethodsOfClass(request, response)) countBody(request, response);
  }
}

/**
 * Whether the exchange has what the capture needs. One that cloud functions, Fastify's `inject` and tests make by hand
 * may look like Node's, and lack a part.
 */
export function isObservable(request: IncomingMessage, response: ServerResponse): boolean {
  if (isOfServer(request)) return true;
  try {
    const { on, getHeader, setHeader, end } = response as Partial<ServerResponse>;
    const isResponse = [on, getHeader, setHeader, end].every((each) => typeof each === 'function');
    return isResponse && typeof request.headers === 'object';
  } catch {
    // Getters of Node's classes, on an object without their fields.
    return false;
  }
}

/** Whether methods of the response are those of its class, which can be called below ours. */
export function hasMethodsOfClass(request: IncomingMessage, response: ServerResponse): boolean {
  return isOfServer(request) || !METHODS.some((name) => Object.hasOwn(response, name));
}

/** Whether an HTTP server of Node has read the request from a connection. */
function isOfServer({ socket }: { readonly socket?: object | null }): boolean {
  if (!socket) return false;
  // Node notes it on each socket that a server took.
  const { server } = socket as { server?: unknown };
  return server !== undefined;
}

/** No server closes the response; one with an `end` of its own may not even emit 'finish'. */
function endWithoutServer(response: ServerResponse, end: End): void {
  const endWhole = (): void => {
    // One whose socket is none cannot tell whether everything was handed over.
    markWhole(response);
    end.call(response);
  };
  response.on('finish', endWhole);
  if (!Object.hasOwn(response, 'end')) return;
  const own = response.end as (...args: unknown[]) => ServerResponse;
  response.end = function endOfItsOwn(this: ServerResponse, ...args: unknown[]) {
    const result = own.apply(this, args);
    endWhole();
    return result;
  };
}
