import { errorChain } from '../../../core';
import type { RequestContext } from '../../../core';
import type { InScope } from './next-turn';
import type { NotedErrors } from './noted-errors';

/** A line that the app logged before the error, as it was written. */
export interface Crumb {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** pino's number of the level. */
  readonly level: number;
  /** A record and a text, or the text alone; without secrets. */
  readonly written: readonly unknown[];
}

/** The message of a line: the last argument that was written. */
export function textOf(written: readonly unknown[]): string {
  const text = written.at(-1);
  return typeof text === 'string' ? text : '';
}

/** An error that the app logged, and whose request or job may yet end with it. */
export interface LoggedError {
  readonly error: unknown;
  /** The message of the line. */
  readonly text: string;
  /** Whether it was logged at fatal. */
  readonly isFatal: boolean;
  /** Runs its report in the asynchronous context of the line. */
  readonly inScope: InScope;
}

/** A failed call of a monitored method. */
export interface FailedCall {
  readonly error: unknown;
  /** A copy of its arguments, with the secrets in them. */
  readonly args: unknown;
}

/** What the errors signal notes about one request or job. Created on first use. */
export class ErrorNotes {
  /** The last lines that the app logged, oldest first. */
  readonly crumbs: Crumb[] = [];
  /** Logged errors that are not reported yet. */
  logged: LoggedError[] = [];
  /** Every link of the errors that were reported, or handled, and whether it was reported. */
  readonly noted = new Map<unknown, boolean>();
  /** The monitored call that failed last and whose arguments are to be reported. */
  failedCall: FailedCall | undefined = undefined;
  /** The start of the slow call that was reported last. */
  slowSince: number | undefined = undefined;
  /** Errors that the app captured itself, with Sentry's own functions. */
  captured: NotedErrors | undefined = undefined;
  /** Every link of the errors that the library sent to Sentry. */
  sent: NotedErrors | undefined = undefined;
}

export function notesOf(context: RequestContext): ErrorNotes {
  context.errorNotes ??= new ErrorNotes();
  // Only this file writes the field.
  return context.errorNotes as ErrorNotes;
}

/** The notes, where there are any. */
export function notesIn(context: RequestContext | undefined): ErrorNotes | undefined {
  return context?.errorNotes as ErrorNotes | undefined;
}

/** Whether two errors are one, which may have been wrapped in between. */
export function isSameFailure(one: unknown, other: unknown): boolean {
  const links = errorChain(other);
  return errorChain(one).some((link) => links.includes(link));
}
