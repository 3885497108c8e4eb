import { AsyncResource } from 'node:async_hooks';
import * as timers from 'node:timers';

/** Taken at once: tests replace the functions of timers by their own for a while. */
const { setImmediate: schedule, clearImmediate: unschedule } = timers;

/** Work that waits for the end of the turn. */
export interface Turn {
  cancel(): void;
}

/** Runs work at the end of this turn of the event loop. */
export function nextTurn(work: () => void): Turn {
  const immediate = schedule(work);
  return { cancel: () => unschedule(immediate) };
}

/** Runs work in the asynchronous context that it was made in. */
export type InScope = (work: () => void) => void;

/**
 * Keeps the asynchronous context of now. What is reported later, together with others, belongs to
 * the scope that the app has set for it (`Sentry.withScope`), and not to that of the first one.
 */
export function inOwnScope(): InScope {
  return AsyncResource.bind((work: () => void) => work());
}
