import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';
import type { NamedLoggers } from './named-loggers';

/** The logging of one app that is running. */
export interface LiveLogs {
  readonly logger: Logger;
  readonly loggers: NamedLoggers;
  readonly redactor: Redactor;
  /** Whose its requests and jobs are: the owner of their contexts. */
  readonly owner: unknown;
  /** Whether it wants what Nest's own logger is given. */
  readonly hasNestLines: boolean;
}

/** Of the apps of this process, the oldest first. */
const live: LiveLogs[] = [];
/** Lines that come after the end of the last app still have somewhere to go. */
let lastClosed: LiveLogs | undefined;

/** Those that have begun to start, and so are going to end as well. */
const begun = new WeakSet<LiveLogs>();

/**
 * To be called when an app is made: from now on it is the newest. Those made before it that never began
 * to start are forgotten: a failed `compile()`, or one that nobody closes, ends in no hook.
 */
export function addLiveLogs(app: LiveLogs): void {
  const running = live.filter((each) => begun.has(each));
  live.splice(0, live.length, ...running, app);
}

/** To be called when an app begins to start; one that was forgotten is there again. */
export function beginLiveLogs(app: LiveLogs): void {
  begun.add(app);
  if (!live.includes(app)) live.push(app);
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

/** Those of the app that owns the context, while it runs. */
export function liveLogsOf({ owner }: RequestContext): LiveLogs | undefined {
  return live.findLast((app) => app.owner === owner);
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
