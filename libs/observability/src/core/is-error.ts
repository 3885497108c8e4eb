import { types } from 'node:util';

/** Whether it is an Error, one made in another realm (a vm context, as test runners use) included. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** What an error says; of anything else that was thrown, its text. */
export function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
