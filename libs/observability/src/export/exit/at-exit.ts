import { flushBeforeExit } from './exit-flush';
import type { ExitFlush } from './exit-flush';

/** What has not been sent yet; undefined where there is nothing. */
export type Unsent = () => ExitFlush | undefined;

/** The longest time that the exit of the process is delayed, for errors and spans together. */
const LIMIT_MS = 2000;

const sources = new Set<Unsent>();
const reports = new Set<() => void>();

/**
 * Registers a function that reports the errors still waiting for the end of their turn when the process
 * exits. It runs only where something is flushed at the exit.
 * @returns how to unregister it
 */
export function reportAtExit(report: () => void): () => void {
  reports.add(report);
  return () => void reports.delete(report);
}

/**
 * Sends what has not been sent yet while the process exits: after a crash, and after a call of
 * `process.exit`. All of it is sent in parallel, so that one back end that hangs does not block another.
 * @returns how to unregister it
 */
export function flushAtExit(unsent: Unsent): () => void {
  if (sources.size === 0) process.on('exit', onExit);
  sources.add(unsent);
  return () => {
    sources.delete(unsent);
    if (sources.size === 0) process.removeListener('exit', onExit);
  };
}

function onExit(): void {
  for (const report of reports) quietly(report);
  flushBeforeExit([...sources].flatMap(carefully), LIMIT_MS);
}

function quietly(report: () => void): void {
  try {
    report();
  } catch {
    // An exception in here would change the exit code.
  }
}

/** An exception in here would change the exit code. */
function carefully(unsent: Unsent): ExitFlush[] {
  try {
    const post = unsent();
    return post && post.bodies.length > 0 ? [post] : [];
  } catch {
    return [];
  }
}
