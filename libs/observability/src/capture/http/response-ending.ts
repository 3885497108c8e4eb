import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isError, ObservabilityError } from '../../core';
import type { RequestView } from '../../core';
import { hasEnded, RECORD, recordOf } from './exchange-record';
import type { ExchangeRecord, Recorded } from './exchange-record';

interface Streaming extends ServerResponse, Recorded {
  /** HTTP/2's; one that was reset says so itself. */
  readonly stream?: { readonly aborted?: boolean } | undefined;
}

/** How an answer came to its end. */
export interface ResponseEnding {
  /** The client left before it had everything. */
  readonly isAborted: boolean;
  /** What broke the answer off on the server's side; undefined where nothing did. */
  readonly error: unknown;
}

const WHOLE: ResponseEnding = { isAborted: false, error: undefined };
const ABORTED: ResponseEnding = { isAborted: true, error: undefined };
/** What streams say of a response that is gone: the consequence and not the cause. */
const CONSEQUENCES = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);

/** The app closed the connection in the middle of its own answer, and did not say why. */
export class ResponseCutError extends ObservabilityError {
  readonly code = 'RESPONSE_CUT';

  static create(): ResponseCutError {
    return new ResponseCutError(
      'The server closed the connection before its answer was complete: a time limit of the server, or code that ' +
        'destroyed the response.',
    );
  }
}

/** Keeps what is piped into the response, which knows afterwards how it ended. */
export function noteSource(response: ServerResponse): void {
  // One function for all responses.
  response.on('pipe', onPipe);
}

function onPipe(this: ServerResponse, source: Readable): void {
  recordOf(this).source = source;
}

/** Notes that the response was ended; one that is not Node's may not know it itself. */
export function markWhole(response: ServerResponse): void {
  recordOf(response).isWhole = true;
}

/** To be called when the response is closed. */
export function endingOf(
  response: Streaming,
  { socket, httpVersion }: Pick<RequestView, 'socket' | 'httpVersion'>,
): ResponseEnding {
  const record = response[RECORD] ?? recordOf(response);
  const isCut = wasCut(response, record, httpVersion === '2.0');
  if (isCut ? hasLeft(response, socket) : isReset(response, socket)) return ABORTED;
  const error = causeIn(response, record, isCut);
  if (error !== undefined) return { isAborted: false, error };
  if (!isCut) return WHOLE;
  // Before an answer has begun it is mostly the end of the app that cuts connections, which logs them itself.
  return response.headersSent ? { isAborted: false, error: ResponseCutError.create() } : ABORTED;
}

/** Not ended, or not all of it handed to the system. */
function wasCut(response: Streaming, { isWhole }: ExchangeRecord, isHttp2: boolean): boolean {
  if (isWhole) return false;
  if (!hasEnded(response) || (isHttp2 && response.stream?.aborted === true)) return true;
  // HTTP/2 responses of some versions do not know.
  return (response as { writableFinished?: boolean }).writableFinished === false;
}

/** The client closed its side, or reset the connection; an HTTP/2 stream that was reset says so. */
function hasLeft(response: Streaming, socket: Partial<Socket> | undefined): boolean {
  if (response.stream !== undefined || socket === undefined) return true;
  return socket.readableEnded === true || isReset(response, socket);
}

/** The system says that it could not read from the connection, or write to it. */
function isReset(response: ServerResponse, socket: Partial<Socket> | undefined): boolean {
  const error = socket?.errored;
  return isError(error) && 'syscall' in error && error !== response.errored;
}

/** A source that fails before it gave anything leaves the app free to answer otherwise: a whole answer was intended. */
function causeIn(response: Streaming, { source }: ExchangeRecord, isCut: boolean): unknown {
  const isBrokenOff = isCut || source?.readableDidRead === true;
  if (isBrokenOff && isCause(source?.errored)) return source?.errored;
  return isCause(response.errored) ? response.errored : undefined;
}

function isCause(error: unknown): boolean {
  if (!error) return false;
  return !CONSEQUENCES.has(String((error as { code?: unknown }).code));
}
