import { watchResult } from '../../core';
import type { Ends } from '../../core';

export type { Ends } from '../../core';

/** Makes the call, and reports when it has ended: at once, or with its promise. */
export function settle<R>(call: () => R, ends: Ends): R {
  let result: R;
  try {
    result = call();
  } catch (error) {
    ends.failed(error);
    throw error;
  }
  return watchResult(result, ends);
}
