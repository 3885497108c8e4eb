import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';
import type { NamedLoggers } from './named-loggers';

/** The logging of one running app. */
export interface LiveLogs {
  readonly logger: Logger;
  readonly loggers: NamedLoggers;
  readonly redactor: Redactor;
  /** The owner of the contexts of its requests and jobs. */
  readonly owner: unknown;
  /** Whether it writes lines of Nest's own logger. */
  readonly hasNestLines: boolean;
}

/** The apps of this process, oldest first. */
const live: LiveLogs[] = [];
/** The last closed app still writes later lines. */
let lastClosed: LiveLogs | undefined;

/** Apps that have begun to start, and so will be closed. */
const begun = new WeakSet<LiveLogs>();

/**
 * Call it when an app is created: it is now the newest. Earlier ones that never began to start are
 * removed: after a failed `compile()`, or if the app is never closed, no hook is called.
 */
export function addLiveLogs(app: LiveLogs): void {
  const running = live.filter((each) => begun.has(each));
  live.splice(0, live.length, ...running, app);
}

/** Call it when an app begins to start; it is added again if it was removed. */
export function beginLiveLogs(app: LiveLogs): void {
  begun.add(app);
  if (!live.includes(app)) live.push(app);
}

/** Call it when an app has closed, in any order. */
export function removeLiveLogs(app: LiveLogs): void {
  const at = live.indexOf(app);
  if (at < 0) return;
  live.splice(at, 1);
  lastClosed = app;
}

/** The newest running app. */
export function newestLiveLogs(): LiveLogs | undefined {
  return live.at(-1);
}

/** The logging of the app that owns the context, while it runs. */
export function liveLogsOf({ owner }: RequestContext): LiveLogs | undefined {
  return live.findLast((app) => app.owner === owner);
}

/** Whether a running app writes lines of Nest's own logger. */
export function areNestLinesWanted(): boolean {
  return live.some((app) => app.hasNestLines);
}

/**
 * The app of a line of Nest's logger, of which the process has one: the app whose request or job is
 * running, else the newest one.
 */
export function ownerOfNestLine(): LiveLogs | undefined {
  const owner = live.length > 1 ? currentContext()?.owner : undefined;
  const own = owner && live.findLast((app) => app.owner === owner && app.hasNestLines);
  return own ?? live.findLast((app) => app.hasNestLines) ?? lastClosed;
}
