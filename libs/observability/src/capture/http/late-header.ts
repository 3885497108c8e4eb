import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { RECORD, recordOf } from './exchange-record';
import type { Recorded } from './exchange-record';

type WriteHead = (this: ServerResponse & Recorded, ...args: WriteHeadArguments) => ServerResponse;
type WriteHeadArguments = [statusCode: number, reason?: unknown, headers?: unknown];

const FIRST_FAILURE = 400;

/**
 * The value that one header shall have in a response; undefined to leave it as it is.
 * @param written the value among the headers that the app writes at this moment
 */
export type HeaderValue = (response: ServerResponse, written: unknown) => string | undefined;

/**
 * Makes a `writeHead` that adds one header to those that are written. Node writes headers as they are where a framework
 * hands them all over at once, as Fastify does; a header that was set before would make Node set all others one by one.
 * A header of that name which the app has is left as it is.
 */
export function lateHeader(name: string, valueOf: HeaderValue): WriteHead {
  return function writeHeadWithHeader(...args) {
    const writeHead = previousWriteHead(this);
    const statusCode = args[0];
    const reason = args[1];
    const headers = args[2];
    const hasReason = typeof reason === 'string';
    const given = hasReason ? headers : (headers ?? reason);
    const written = valueIn(given, name);
    const value = this.headersSent ? undefined : valueOf(this, written);
    if (value === undefined || this.getHeader(name) !== undefined)
      return writeHead.apply(this, args);
    // Of an answer that failed, headers can still be read afterwards: error reports contain its type.
    if (statusCode >= FIRST_FAILURE || !isHeaders(given)) {
      this.setHeader(name, value);
      return writeHead.apply(this, args);
    }
    // Not `{ ...given, [name]: value }`, which costs V8 seven times as much.
    const all = written === undefined ? Object.assign({ [name]: value }, given) : given;
    return hasReason
      ? writeHead.call(this, statusCode, reason, all)
      : writeHead.call(this, statusCode, all);
  };
}

/** Makes a `writeHead` that corrects a header which was set when the response began. */
export function correctedHeader(name: string, valueOf: HeaderValue): WriteHead {
  return function writeHeadCorrected(...args) {
    const reason = args[1];
    const headers = args[2];
    const given = typeof reason === 'string' ? headers : (headers ?? reason);
    const value = valueOf(this, given && valueIn(given, name));
    if (value !== undefined && !this.headersSent) this.setHeader(name, value);
    const writeHead = previousWriteHead(this);
    // How Node itself calls it, without a list of arguments.
    return args.length === 1 ? writeHead.call(this, args[0]) : writeHead.apply(this, args);
  };
}

function previousWriteHead(response: ServerResponse & Recorded): WriteHead {
  const { methods } = response[RECORD] ?? recordOf(response);
  return methods['writeHead'] as WriteHead;
}

/** Not one of the lists that Node takes as well. */
function isHeaders(given: unknown): given is OutgoingHttpHeaders {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** The header's value among them, however its name is spelt. */
function valueIn(headers: unknown, name: string): unknown {
  if (!isHeaders(headers)) return undefined;
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name) return headers[key];
  }
  return undefined;
}
