import { flushBeforeExit } from './exit-flush';
import type { ExitFlush } from './exit-flush';

/** What has not left yet; undefined where there is nothing. */
export type Unsent = () => ExitFlush | undefined;

/** The process waits this long and no longer, for errors and spans together. */
const LIMIT_MS = 2000;

const sources = new Set<Unsent>();
const reports = new Set<() => void>();

/**
 * Runs what reports errors that wait for the end of their turn, before the process ends without one.
 * It runs only where something is posted at the end.
 * @returns how to take it back
 */
export function reportAtExit(report: () => void): () => void {
  reports.add(report);
  return () => void reports.delete(report);
}

/**
 * Sends what has not left yet while the process ends: after a crash, and where somebody calls
 * `process.exit`. All of it goes at once, so that one back end that hangs does not keep the other's.
 * @returns how to take it back
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
