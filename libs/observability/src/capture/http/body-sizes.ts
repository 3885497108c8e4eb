import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeardRequest } from '../../core';
import { hadOwnMethods, keepMethodOfRequest, previousOf } from './previous-methods';

const SENT = Symbol('bytes sent');
const RECEIVED = Symbol('bytes received');
const WAS_ENCODED = Symbol('encoded before it was counted');

/** Statuses whose answers have none, whatever is written: RFC 9110, 6.4.1. */
const NO_BODY = new Set([204, 304]);

interface Sending extends ServerResponse {
  [SENT]?: number;
  [WAS_ENCODED]?: boolean;
}
interface Receiving extends IncomingMessage {
  [RECEIVED]?: number;
}

type Write = (this: Sending, ...args: unknown[]) => unknown;
type Push = (this: Receiving, ...args: unknown[]) => unknown;

/**
 * Counts the bytes of bodies without a content-length, below everything that the app puts on top
 * (compression for one). One function serves all responses; a response costs two assignments.
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
 * The size of the response's body; undefined when there is none, and where it is unknown: of what was handed over in
 * one piece a client that left took an unknown part, and an outer app compresses below the capture.
 */
export function responseBodyBytes(
  method: string,
  response: ServerResponse,
  isAborted = false,
): number | undefined {
  if (method === 'HEAD' || NO_BODY.has(response.statusCode)) return undefined;
  const sent = (response as Sending)[SENT];
  if (isAborted && (sent === undefined || response.writableEnded)) return undefined;
  if (isEncodedBelow(response)) return undefined;
  return sent ?? bytesOf(response.getHeader('content-length'));
}

const countingWrite: Write = function countingWrite(this: Sending, ...args) {
  noteEncoding(this);
  if (!this.writableEnded) this[SENT] = (this[SENT] ?? 0) + sizeOf(args[0], args[1]);
  return (previousOf(this).write as Write).apply(this, args);
};

const countingEnd: Write = function countingEnd(this: Sending, ...args) {
  const chunk = args[0];
  const before = this[SENT];
  const isFirst = !this.writableEnded;
  noteEncoding(this);
  const result = (previousOf(this).end as Write).apply(this, args);
  // HTTP/2 and Fastify's inject hand the last piece to `write`, where it was counted.
  if (isFirst && isBody(chunk) && this[SENT] === before && !isKnown(this, before)) {
    this[SENT] = (before ?? 0) + sizeOf(chunk, args[1]);
  }
  return result;
};

/** Whether what is counted here has its encoding already, where an outer app may compress it below. */
function noteEncoding(response: Sending): void {
  if (hadOwnMethods(response)) response[WAS_ENCODED] ??= isEncoded(response);
}

function isEncodedBelow(response: Sending): boolean {
  return hadOwnMethods(response) && !response[WAS_ENCODED] && isEncoded(response);
}

function isEncoded(response: ServerResponse): boolean {
  return response.getHeader('content-encoding') !== undefined;
}

function isBody(chunk: unknown): boolean {
  return chunk !== undefined && chunk !== null && typeof chunk !== 'function';
}

/** A body in one piece with a content-length needs no counting. */
function isKnown(response: Sending, before: number | undefined): boolean {
  return before === undefined && response.getHeader('content-length') !== undefined;
}

function sizeOf(chunk: unknown, encoding: unknown): number {
  if (typeof chunk !== 'string') return (chunk as Uint8Array | null)?.byteLength ?? 0;
  return Buffer.byteLength(
    chunk,
    typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8',
  );
}

/** A chunked body has no content-length; Node pushes its pieces into the request. */
function countReceived(request: Receiving): void {
  if (!keepMethodOfRequest(request, 'push')) return;
  request[RECEIVED] = 0;
  request.push = countingPush as IncomingMessage['push'];
}

const countingPush: Push = function countingPush(this: Receiving, ...args) {
  this[RECEIVED] = (this[RECEIVED] ?? 0) + sizeOf(args[0], args[1]);
  return (previousOf(this).push as Push).apply(this, args);
};

function bytesOf(length: number | string | string[] | undefined): number | undefined {
  const bytes = length === undefined ? Number.NaN : Number(length);
  return Number.isFinite(bytes) ? bytes : undefined;
}
