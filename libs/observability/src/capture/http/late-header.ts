import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

type WriteHead = (
  this: ServerResponse,
  statusCode: number,
  reason?: unknown,
  headers?: unknown,
) => ServerResponse;

const FIRST_FAILURE = 400;

/**
 * Makes a `writeHead` that adds one header to those that are written. Who hands all headers over at
 * once, as Fastify does, has Node write them as they are; one that was set before would make Node set
 * all the others one by one. A header of that name which the app has is left as it is.
 * @param valueOf the header's value in a response; undefined for none
 */
export function lateHeader(
  name: string,
  valueOf: (response: ServerResponse) => string | undefined,
): WriteHead {
  return function writeHeadWithHeader(statusCode, reason, headers) {
    const { writeHead } = Object.getPrototypeOf(this) as { writeHead: WriteHead };
    const value = this.headersSent || this.hasHeader(name) ? undefined : valueOf(this);
    if (value === undefined) return writeHead.call(this, statusCode, reason, headers);
    const hasReason = typeof reason === 'string';
    const given = hasReason ? headers : (headers ?? reason);
    // Of an answer that failed, headers can still be read afterwards: error reports tell its type.
    if (statusCode >= FIRST_FAILURE || !isHeaders(given)) {
      this.setHeader(name, value);
      return writeHead.call(this, statusCode, reason, headers);
    }
    const all = names(given, name) ? given : { ...given, [name]: value };
    return hasReason
      ? writeHead.call(this, statusCode, reason, all)
      : writeHead.call(this, statusCode, all);
  };
}

/** Not one of the lists that Node takes as well. */
function isHeaders(given: unknown): given is OutgoingHttpHeaders {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** Whether the header is among them, however it is spelt. */
function names(headers: OutgoingHttpHeaders, name: string): boolean {
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name) return true;
  }
  return false;
}
