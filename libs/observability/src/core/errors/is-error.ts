import { types } from 'node:util';

/** Whether it is an Error, one made in another realm (a vm context, as test runners use) included. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || types.isNativeError(value);
  } catch {
    // A proxy that refuses to be read.
    return false;
  }
}

/** `instanceof` that does not throw for a proxy that was revoked or refuses. */
export function isA<T>(value: unknown, kind: abstract new (...given: never[]) => T): value is T {
  try {
    return value instanceof kind;
  } catch {
    return false;
  }
}

/** What an error says; of anything else that was thrown, its text. Never throws. */
export function messageOf(error: unknown): string {
  try {
    return String(isError(error) ? error.message : error);
  } catch {
    return '[Unreadable]';
  }
}
