import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeardRequest } from '../../core';

const SENT = Symbol('bytes sent');
const RECEIVED = Symbol('bytes received');

/** Statuses whose answers have none, whatever is written: RFC 9110, 6.4.1. */
const NO_BODY = new Set([204, 304]);

interface Sending extends ServerResponse {
  [SENT]?: number;
}
interface Receiving extends IncomingMessage {
  [RECEIVED]?: number;
}

type Write = (this: Sending, chunk?: unknown, encoding?: unknown, done?: unknown) => unknown;

/** The methods of one response below everything that the app puts on top (compression for one). */
interface Below {
  readonly write: Write;
  readonly end: Write;
}

/**
 * Counts the bytes of bodies that do not say their length beforehand. One function serves all
 * responses; a response costs two assignments.
 */
export function countBody(request: IncomingMessage, response: ServerResponse): void {
  response.write = countingWrite as ServerResponse['write'];
  response.end = countingEnd as ServerResponse['end'];
  if (request.headers['transfer-encoding'] !== undefined) countReceived(request);
}

/** The size of the request's body; undefined when there is none. */
export function requestBodyBytes(request: HeardRequest): number | undefined {
  const length = request.headers['content-length'];
  return length === undefined ? (request as Receiving)[RECEIVED] : bytesOf(length);
}

/**
 * The size of the response's body; undefined when there is none, and where a client that left took an unknown part
 * of what was handed over in one piece.
 */
export function responseBodyBytes(
  method: string,
  response: ServerResponse,
  isAborted = false,
): number | undefined {
  if (method === 'HEAD' || NO_BODY.has(response.statusCode)) return undefined;
  const sent = (response as Sending)[SENT];
  if (isAborted && (sent === undefined || response.writableEnded)) return undefined;
  return sent ?? bytesOf(response.getHeader('content-length'));
}

const countingWrite: Write = function countingWrite(this: Sending, chunk, encoding, done) {
  if (!this.writableEnded) this[SENT] = (this[SENT] ?? 0) + sizeOf(chunk, encoding);
  return below(this).write.call(this, chunk, encoding, done);
};

const countingEnd: Write = function countingEnd(this: Sending, chunk, encoding, done) {
  const before = this[SENT];
  const isFirst = !this.writableEnded;
  const result = below(this).end.call(this, chunk, encoding, done);
  // HTTP/2 and Fastify's inject hand the last piece to `write`, where it was counted.
  if (isFirst && isBody(chunk) && this[SENT] === before && !isTold(this, before)) {
    this[SENT] = (before ?? 0) + sizeOf(chunk, encoding);
  }
  return result;
};

function isBody(chunk: unknown): boolean {
  return chunk !== undefined && chunk !== null && typeof chunk !== 'function';
}

/** A body that comes in one piece and whose length stands in the header needs no counting. */
function isTold(response: Sending, before: number | undefined): boolean {
  return before === undefined && response.hasHeader('content-length');
}

function below(response: Sending): Below {
  return Object.getPrototypeOf(response) as Below;
}

function sizeOf(chunk: unknown, encoding: unknown): number {
  if (typeof chunk !== 'string') return (chunk as Uint8Array | null)?.byteLength ?? 0;
  return Buffer.byteLength(
    chunk,
    typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8',
  );
}

/** A chunked body says its length nowhere; Node pushes its pieces into the request. */
function countReceived(request: Receiving): void {
  const { push } = request;
  if (typeof push !== 'function') return;
  request[RECEIVED] = 0;
  request.push = function countingPush(this: Receiving, chunk: unknown, ...rest) {
    this[RECEIVED] = (this[RECEIVED] ?? 0) + sizeOf(chunk, rest[0]);
    return push.call(this, chunk, ...rest);
  };
}

function bytesOf(length: number | string | string[] | undefined): number | undefined {
  const bytes = length === undefined ? Number.NaN : Number(length);
  return Number.isFinite(bytes) ? bytes : undefined;
}
