import { isError } from '../is-error';

/** What Node and the body parsers call a peer that went away. */
const ABORTS = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Whether an error tells of the client and not of the app: a 4xx, or a client that went away. */
export function isPlanned(error: unknown): boolean {
  return isClientError(error) || (isError(error) && isAbort(error));
}

/** Nest's HttpException below 500, known by its method: the vocabulary imports no framework. */
export function isClientError(error: unknown): boolean {
  const exception = error as { getStatus?: unknown };
  if (!isError(error) || typeof exception.getStatus !== 'function') return false;
  return Number(exception.getStatus()) < 500;
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
