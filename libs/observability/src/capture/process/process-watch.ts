import type { CrashOrigin } from '../../core';
import { CrashWatch } from './crash-watch';
import { StartWatch } from './start-watch';

/** Hears of an error that nobody caught. It has no time for promises: the process may be about to end. */
export type ProcessListener = (error: unknown, origin: CrashOrigin) => void;

const listeners: ProcessListener[] = [];
const starts = new StartWatch(tell);
const crashes = new CrashWatch((error, origin) => {
  starts.forget(error);
  tell(error, origin);
});

/**
 * Tells of errors that nobody caught, from now on; of several listeners the newest one. Whether the
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
 * Tells of a start that fails as well, where somebody listens. It loads Nest, so it is for when the
 * app has done that itself.
 */
export function watchStart(): void {
  if (listeners.length > 0) starts.start();
}

/** An error in here would change what the process ends with. */
function tell(error: unknown, origin: CrashOrigin): void {
  try {
    listeners.at(-1)?.(error, origin);
  } catch {
    // Whatever telemetry could say of it is lost with the process; Node still prints the error.
  }
}
