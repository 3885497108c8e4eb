import { isError } from '../errors/is-error';

/** What Node and the body parsers call a peer that disconnected. */
const ABORTS = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** What streams say of a response that is gone, by whatever cause. */
const GONE = new Set(['ERR_STREAM_DESTROYED', 'ERR_STREAM_UNABLE_TO_PIPE']);

/**
 * Whether an error is the client's and not the app's: a 4xx, or a client that disconnected.
 * @param outcome how the work of the error ended, if it has: once the client has disconnected, the response is gone
 */
export function isExpected(error: unknown, outcome?: string): boolean {
  if (isClientError(error)) return true;
  if (!isError(error)) return false;
  return saysSo(error, isAbort) || (outcome === 'aborted' && saysSo(error, isOfGoneResponse));
}

/** What frameworks put on the errors that are answers; the vocabulary imports none of them. */
interface FrameworkError {
  /** Nest's HttpException. */
  getStatus?: unknown;
  /** Nest's RpcException and WsException. */
  getError?: unknown;
  /** GraphQLError. */
  extensions?: unknown;
  /** Whether a client may read the message: http-errors, which Express and body parsers throw. */
  expose?: unknown;
}

/**
 * Whether an error is an answer that the app gives on purpose: an HttpException below 500, an
 * RpcException, a WsException, an error of http-errors below 500, or a GraphQLError with a code that
 * blames the client.
 */
export function isClientError(error: unknown): boolean {
  return isError(error) && saysSo(error, isAnswer);
}

/**
 * The status of the client, 400 to 499, that an error itself carries, as those of http-errors do, and of body
 * parsers and plugins; undefined where it carries none.
 */
export function clientStatusOf(error: unknown): number | undefined {
  try {
    const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
    const own = Number(statusCode ?? status);
    return own >= 400 && own < 500 ? own : undefined;
  } catch {
    return undefined;
  }
}

/** What is read of an error may be a method or a getter of the app's own, which throws. */
function saysSo(error: Error, check: (error: Error) => boolean): boolean {
  try {
    return check(error);
  } catch {
    return false;
  }
}

function isAnswer(error: Error): boolean {
  const { getStatus, getError, extensions, expose } = error as FrameworkError;
  if (typeof getStatus === 'function') return Number(getStatus.call(error)) < 500;
  if (typeof getError === 'function') return !isServerStatus(getError.call(error));
  return isClientCode(extensions) || (expose === true && clientStatusOf(error) !== undefined);
}

/** A message's exception may carry an HTTP status of its own. */
function isServerStatus(detail: unknown): boolean {
  const { status, statusCode } = (detail ?? {}) as { status?: unknown; statusCode?: unknown };
  return Number(statusCode ?? status) >= 500;
}

/** GraphQL servers give errors without a code this one. */
const UNEXPECTED_CODE = 'INTERNAL_SERVER_ERROR';

function isClientCode(extensions: unknown): boolean {
  const { code } = (extensions ?? {}) as { code?: unknown };
  return typeof code === 'string' && code !== UNEXPECTED_CODE;
}

function isAbort(error: {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
}): boolean {
  return (
    ABORTS.has(String(error.code)) || error.name === 'AbortError' || error.message === 'aborted'
  );
}

function isOfGoneResponse({ code }: { readonly code?: unknown; readonly name: string }): boolean {
  return GONE.has(String(code));
}
