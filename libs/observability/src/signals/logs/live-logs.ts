import { currentContext } from '../../core';
import type { Logs } from './logs';

/** The logging of one app that is running. */
export interface LiveLogs extends Pick<Logs, 'logger' | 'loggers'> {
  /** Whose its requests and jobs are: the owner of their contexts. */
  readonly owner: unknown;
  /** Whether it wants what Nest's own logger is given. */
  readonly hasNestLines: boolean;
}

/** Of the apps of this process, the oldest first. */
const live: LiveLogs[] = [];
/** Lines that come after the end of the last app still have somewhere to go. */
let lastClosed: LiveLogs | undefined;

/** To be called when an app begins to start: from now on it is the newest. */
export function addLiveLogs(app: LiveLogs): void {
  live.push(app);
}

/** To be called when an app has ended, in any order. */
export function removeLiveLogs(app: LiveLogs): void {
  const at = live.indexOf(app);
  if (at < 0) return;
  live.splice(at, 1);
  lastClosed = app;
}

/** The newest of the apps that are running. */
export function newestLiveLogs(): LiveLogs | undefined {
  return live.at(-1);
}

/** Whether an app that is running wants what Nest's own logger is given. */
export function areNestLinesWanted(): boolean {
  return live.some((app) => app.hasNestLines);
}

/**
 * Whose a line is that comes by Nest's logger, which the process has one of: the app's whose request
 * or job is running, else the newest one's.
 */
export function ownerOfNestLine(): LiveLogs | undefined {
  const owner = live.length > 1 ? currentContext()?.owner : undefined;
  const own = owner && live.findLast((app) => app.owner === owner && app.hasNestLines);
  return own ?? live.findLast((app) => app.hasNestLines) ?? lastClosed;
}
