import { types } from 'node:util';

/**
 * Whether a result is of a kind. Results are the app's: one that throws when it is read is of no
 * kind, and neither is a proxy, which may answer to any name.
 */
export function isResultOf<T>(
  result: unknown,
  isOfKind: (value: unknown) => value is T,
): result is T {
  try {
    return !types.isProxy(result) && isOfKind(result);
  } catch {
    return false;
  }
}
