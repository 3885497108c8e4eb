import { AsyncResource } from 'node:async_hooks';
import * as timers from 'node:timers';

/** Read at load time: tests temporarily replace the timer functions. */
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

/** Runs work in the asynchronous context in which it was created. */
export type InScope = (work: () => void) => void;

/**
 * Keeps the current asynchronous context. What is reported later, together with others, belongs to
 * its own scope (`Sentry.withScope`), not to that of the first one.
 */
export function inOwnScope(): InScope {
  return AsyncResource.bind((work: () => void) => work());
}
