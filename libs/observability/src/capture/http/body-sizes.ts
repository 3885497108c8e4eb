import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestView } from '../../core';
import { hasEnded, RECORD, recordOf } from './exchange-record';
import type { ExchangeRecord, Recorded } from './exchange-record';
import { keepMethodOfRequest, previousOf } from './previous-methods';

/** Statuses whose answers have none, whatever is written: RFC 9110, 6.4.1. */
const NO_BODY = new Set([204, 304]);

type Write = (this: ServerResponse & Recorded, ...args: unknown[]) => unknown;
type Push = (this: IncomingMessage, ...args: unknown[]) => unknown;

/**
 * Counts the bytes of bodies without a content-length, below everything that the app puts on top
 * (compression for one). One function serves all responses; a response costs two assignments.
 */
export function countBody(request: IncomingMessage, response: ServerResponse): void {
  response.write = countingWrite as ServerResponse['write'];
  response.end = countingEnd as ServerResponse['end'];
  if (isChunked(request)) countReceived(request);
}

/** Whether the length of the request's body is known only at its end. */
export function isChunked({ headers }: RequestView): boolean {
  return headers['transfer-encoding'] !== undefined;
}

/** The size of the request's body; undefined when there is none. */
export function requestBodyBytes(request: RequestView): number | undefined {
  const length = request.headers['content-length'];
  if (length !== undefined) return bytesOf(length);
  return isChunked(request) ? recordOf(request as IncomingMessage).bytes : undefined;
}

/**
 * The size of the response's body; undefined when there is none, and where it is unknown: of what was handed over in
 * one piece a client that left took an unknown part, and an outer app compresses below the capture.
 */
export function responseBodyBytes(
  method: string,
  response: ServerResponse & Recorded,
  isAborted = false,
): number | undefined {
  if (method === 'HEAD' || NO_BODY.has(response.statusCode)) return undefined;
  const record = response[RECORD] ?? recordOf(response);
  const sent = record.bytes;
  if (isAborted && (sent === undefined || response.writableEnded)) return undefined;
  if (isEncodedBelow(response, record)) return undefined;
  return sent ?? bytesOf(response.getHeader('content-length'));
}

const countingWrite: Write = function countingWrite(...args) {
  const record = this[RECORD] ?? recordOf(this);
  noteEncoding(this, record);
  if (!hasEnded(this)) addBytes(record, args[0], args[1]);
  return record.methods['write']!.apply(this, args);
};

const countingEnd: Write = function countingEnd(...args) {
  const chunk = args[0];
  const record = this[RECORD] ?? recordOf(this);
  const before = record.bytes;
  const isFirst = !hasEnded(this);
  noteEncoding(this, record);
  const result = record.methods['end']!.apply(this, args);
  // HTTP/2 and Fastify's inject hand the last piece to `write`, where it was counted.
  if (isFirst && isBody(chunk) && record.bytes === before && !isKnown(this, before)) {
    addBytes(record, chunk, args[1]);
  }
  return result;
};

/** Whether what is counted here has its encoding already, where an outer app may compress it below. */
function noteEncoding(response: ServerResponse, record: ExchangeRecord): void {
  if (record.previous) record.wasEncoded ??= isEncoded(response);
}

function isEncodedBelow(
  response: ServerResponse,
  { previous, wasEncoded }: ExchangeRecord,
): boolean {
  return previous !== undefined && !wasEncoded && isEncoded(response);
}

function isEncoded(response: ServerResponse): boolean {
  return response.getHeader('content-encoding') !== undefined;
}

function isBody(chunk: unknown): boolean {
  return chunk !== undefined && chunk !== null && typeof chunk !== 'function';
}

/** A body in one piece with a content-length needs no counting. */
function isKnown(response: ServerResponse, before: number | undefined): boolean {
  return before === undefined && response.getHeader('content-length') !== undefined;
}

function addBytes(record: ExchangeRecord, chunk: unknown, encoding: unknown): void {
  record.bytes = (record.bytes ?? 0) + sizeOf(chunk, encoding);
}

function sizeOf(chunk: unknown, encoding: unknown): number {
  if (typeof chunk !== 'string') return (chunk as Uint8Array | null)?.byteLength ?? 0;
  return Buffer.byteLength(
    chunk,
    typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8',
  );
}

/** A chunked body has no content-length; Node pushes its pieces into the request. */
function countReceived(request: IncomingMessage): void {
  if (!keepMethodOfRequest(request, 'push')) return;
  recordOf(request).bytes = 0;
  request.push = countingPush as IncomingMessage['push'];
}

const countingPush: Push = function countingPush(...args) {
  addBytes(recordOf(this), args[0], args[1]);
  return (previousOf(this).push as Push).apply(this, args);
};

function bytesOf(length: number | string | string[] | undefined): number | undefined {
  const bytes = length === undefined ? Number.NaN : Number(length);
  return Number.isFinite(bytes) ? bytes : undefined;
}
