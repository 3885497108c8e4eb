import type { IncomingMessage, ServerResponse } from 'node:http';
import { countBody } from './body-sizes';
import { endWithSocket } from './pipelined';
import { keepMethodsOfResponse } from './previous-methods';
import { markWhole, noteSource } from './response-ending';

type End = (this: ServerResponse) => void;

/**
 * Counts the bodies of an exchange, and calls `end` when it is over: answered, broken off, or left by its client.
 * @param isByServer whether an HTTP server of Node has read the request
 * @returns whether the response's methods may be replaced
 */
export function watchExchange(
  request: IncomingMessage,
  response: ServerResponse,
  isByServer: boolean,
  end: End,
): boolean {
  noteSource(response);
  // 'close' comes after 'finish' and also when the client hangs up; 'finish' alone misses aborts.
  response.on('close', end);
  const hasOwnEnd = !isByServer && Object.hasOwn(response, 'end');
  const isReplaceable = keepMethodsOfResponse(response);
  if (isReplaceable) countBody(request, response);
  if (!isByServer) endWithoutServer(response, end, hasOwnEnd);
  else if (!response.socket) endWithSocket(request.socket, response, end);
  return isReplaceable;
}

/** Whether an HTTP server of Node has read the request from a connection. */
export function isServed({ socket }: { readonly socket?: object | null }): boolean {
  if (!socket) return false;
  // Node notes it on each socket that a server took.
  const { server } = socket as { server?: unknown };
  return server !== undefined;
}

/**
 * Whether an exchange that no server made has what the capture needs. One that cloud functions, Fastify's `inject` and
 * tests make by hand may look like Node's, and lack a part.
 */
export function hasParts(request: IncomingMessage, response: ServerResponse): boolean {
  try {
    const { on, getHeader, setHeader, end } = response as Partial<ServerResponse>;
    const isResponse = [on, getHeader, setHeader, end].every((each) => typeof each === 'function');
    const isOpen = Object.isExtensible(request) && Object.isExtensible(response);
    return isResponse && isOpen && typeof request.headers === 'object';
  } catch {
    // Getters of Node's classes, on an object without their fields.
    return false;
  }
}

/** No server closes the response; one with an `end` of its own may not even emit 'finish'. */
function endWithoutServer(response: ServerResponse, end: End, hasOwnEnd: boolean): void {
  const endWhole = (): void => {
    // Without a socket the response does not know whether everything was handed over.
    markWhole(response);
    end.call(response);
  };
  response.on('finish', endWhole);
  if (!hasOwnEnd) return;
  const own = response.end as (...args: unknown[]) => ServerResponse;
  const endOfItsOwn = function endOfItsOwn(this: ServerResponse, ...args: unknown[]) {
    const result = own.apply(this, args);
    endWhole();
    return result;
  };
  // One that is read-only stays as it is.
  Reflect.set(response, 'end', endOfItsOwn);
}
