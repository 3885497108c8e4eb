import type { CrashOrigin } from '../../core';
import { CrashWatch } from './crash-watch';
import { StartWatch } from './start-watch';

/** Receives an uncaught error. It has no time for promises: the process may be about to end. */
export type ProcessListener = (error: unknown, origin: CrashOrigin) => void;

const listeners: ProcessListener[] = [];
const starts = new StartWatch(notify);
const crashes = new CrashWatch((error, origin) => {
  starts.forget(error);
  notify(error, origin);
});

/**
 * Reports uncaught errors from now on, to the newest of several listeners. Whether the
 * process ends, what it prints and its exit code stay Node's, and those of the app's own listeners.
 * @returns how to stop it
 */
export function watchProcess(listener: ProcessListener): () => void {
  if (listeners.length === 0) crashes.start();
  listeners.push(listener);
  return () => {
    const at = listeners.indexOf(listener);
    if (at < 0) return;
    listeners.splice(at, 1);
    if (listeners.length > 0) return;
    crashes.stop();
    starts.stop();
  };
}

/**
 * Also reports a failed start, if there is a listener. It loads Nest, so call it once the app has done
 * that itself.
 */
export function watchStart(): void {
  if (listeners.length > 0) starts.start();
}

/** An error in here would change what the process ends with. */
function notify(error: unknown, origin: CrashOrigin): void {
  try {
    listeners.at(-1)?.(error, origin);
  } catch {
    // The report is lost with the process; Node still prints the error.
  }
}
