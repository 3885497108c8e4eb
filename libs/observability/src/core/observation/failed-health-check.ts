import { isError } from '../errors/is-error';

/** What a health check of Terminus answered when it failed. */
export interface FailedHealthCheck {
  /** `error`, `shutting_down`, or `unavailable` where the route answers 503 though its indicators are up. */
  readonly status: string;
  /** The indicators that are not up. */
  readonly failing: readonly string[];
}

/** Nest's HttpException, as far as it is read; the vocabulary imports no framework. */
interface HttpError {
  getStatus?: unknown;
  getResponse?: unknown;
}

export const SERVICE_UNAVAILABLE = 503;
/** What a health route says that answers 503 though its indicators are up. */
export const UNAVAILABLE: FailedHealthCheck = { status: 'unavailable', failing: [] };
const MAX_NAMED = 20;
const FAILED = new Set(['error', 'shutting_down']);

/**
 * What the exception says that Terminus throws for a failed check, whatever the path of its route; undefined for every
 * other error. A probe that fails is an answer to the one that probes.
 */
export function failedHealthCheckOf(error: unknown): FailedHealthCheck | undefined {
  if (!isError(error)) return undefined;
  try {
    return readFrom(error);
  } catch {
    // Methods and getters of the app's own class.
    return undefined;
  }
}

/** Whether the app threw an exception with the status 503, whatever its message. */
export function isUnavailable(error: unknown): boolean {
  try {
    const { getStatus } = (error ?? {}) as HttpError;
    return typeof getStatus === 'function' && getStatus.call(error) === SERVICE_UNAVAILABLE;
  } catch {
    return false;
  }
}

function readFrom(error: Error): FailedHealthCheck | undefined {
  const { getStatus, getResponse } = error as HttpError;
  if (typeof getStatus !== 'function' || typeof getResponse !== 'function') return undefined;
  if (getStatus.call(error) !== SERVICE_UNAVAILABLE) return undefined;
  const {
    status,
    error: errors,
    details,
  } = (getResponse.call(error) ?? {}) as Record<string, unknown>;
  if (typeof status !== 'string' || !FAILED.has(status)) return undefined;
  if (!isRecord(errors) || !isRecord(details)) return undefined;
  return { status, failing: Object.keys(errors).slice(0, MAX_NAMED).toSorted() };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
