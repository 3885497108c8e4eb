import { currentContext, isError, isExpected } from '../../../core';
import type { LineListener, RequestContext } from '../../../core';
import { factsOf } from '../facts/error-facts';
import type { ErrorFacts } from '../facts/error-sink';
import { notesIn, notesOf, textOf } from '../facts/error-notes';
import type { LoggedError } from '../facts/error-notes';
import type { ErrorReporter } from './error-reporter';
import { stackOf } from '../facts/fingerprint';
import { inOwnScope, nextTurn } from '../facts/next-turn';
import type { Turn } from '../facts/next-turn';

/** pino's numbers. */
const INFO = 30;
const ERROR = 50;
const FATAL = 60;

/** Most requests end before; errors of longer ones are reported after this time. */
const MAX_WAIT_MS = 5000;
/** Of one request, or outside all requests; beyond it the oldest is reported. */
const MAX_WAITING = 20;

/** An error that was logged outside any request, or when its request was over. */
interface Alone {
  readonly logged: LoggedError;
  readonly context: RequestContext | undefined;
}

/**
 * Listens to what the app logs. Lines at info and above are kept as the breadcrumbs of the request;
 * an error in a line at error is reported, once it is clear that the request does not end with the
 * same error.
 */
export class LoggedErrors implements LineListener {
  private readonly waiting = new Set<RequestContext>();
  private timer: NodeJS.Timeout | undefined;
  private readonly alone: Alone[] = [];
  private turn: Turn | undefined;

  /**
   * @param minStatus an HttpException below it is an answer to the client, logged or not
   * @param mostCrumbs lines kept of one request; 0 keeps none
   */
  constructor(
    private readonly reporter: ErrorReporter,
    private readonly minStatus: number,
    private readonly mostCrumbs: number,
  ) {}

  onLine(level: number, written: readonly unknown[], given: readonly unknown[]): void {
    if (level < INFO) return;
    const context = currentContext();
    const error = level < ERROR ? undefined : errorIn(given);
    if (error !== undefined && !isBelow(error, this.minStatus)) {
      const text = textOf(written);
      this.hold({ error, text, isFatal: level >= FATAL, inScope: inOwnScope() }, context);
    }
    if (context && this.mostCrumbs > 0) this.keepCrumb(context, level, written);
  }

  /** Reports the errors that an ended request or job logged and did not end with. */
  settle(context: RequestContext): void {
    this.waiting.delete(context);
    const notes = notesIn(context);
    if (!notes || notes.logged.length === 0) return;
    const { logged } = notes;
    notes.logged = [];
    for (const one of logged) this.report(one, context);
  }

  /** Reports all waiting errors. */
  settleAll(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const context of this.waiting) this.settle(context);
    this.settleAlone();
  }

  /** The request in which an error was logged that is now uncaught outside all requests. */
  contextOf(error: unknown): RequestContext | undefined {
    for (const context of this.waiting) {
      if (notesIn(context)?.logged.some((one) => one.error === error)) return context;
    }
    return undefined;
  }

  private keepCrumb(context: RequestContext, level: number, written: readonly unknown[]): void {
    const { crumbs } = notesOf(context);
    if (crumbs.length >= this.mostCrumbs) crumbs.shift();
    crumbs.push({ at: Date.now(), level, written });
  }

  private hold(logged: LoggedError, context: RequestContext | undefined): void {
    const { observation } = context ?? {};
    if (context && observation && !observation.ended) this.wait(logged, context);
    else this.waitAlone({ logged, context });
  }

  private wait(logged: LoggedError, context: RequestContext): void {
    const notes = notesOf(context);
    notes.logged.push(logged);
    if (notes.logged.length > MAX_WAITING) this.report(notes.logged.shift()!, context);
    this.waiting.add(context);
    this.timer ??= setTimeout(() => this.settleAll(), MAX_WAIT_MS).unref();
  }

  /** No request will end with it, but an error that is logged and thrown may crash the process in this turn. */
  private waitAlone(one: Alone): void {
    this.alone.push(one);
    if (this.alone.length > MAX_WAITING) this.settleAlone(1);
    this.turn ??= nextTurn(() => {
      this.turn = undefined;
      this.settleAlone();
    });
  }

  /** Reports the oldest ones. */
  private settleAlone(most = MAX_WAITING): void {
    for (const { logged, context } of this.alone.splice(0, most)) this.report(logged, context);
  }

  private report(
    { error, isFatal, text, inScope }: LoggedError,
    context: RequestContext | undefined,
  ): void {
    const facts = factsOf(context);
    if (isOfClient(error, facts) || isNotedIn(error, context)) return;
    const level = isFatal ? 'fatal' : undefined;
    inScope(() => {
      this.reporter.report(error, { ...facts, origin: 'log', level, extra: { logged: text } });
    });
  }
}

/** The error that the app passed to its logger: directly, as pino's `err`, or among the values. */
function errorIn(given: readonly unknown[]): unknown {
  const [first] = given;
  const direct = given.find(isError);
  if (direct || typeof first !== 'object' || first === null) return direct;
  try {
    const { err, exception, error } = first as Record<string, unknown>;
    return [err, exception, error].find(isError);
  } catch {
    return undefined;
  }
}

/** An HttpException is known by its method: this folder imports no framework. */
function isBelow(error: unknown, minStatus: number): boolean {
  try {
    const { getStatus } = error as { getStatus?: unknown };
    return typeof getStatus === 'function' && Number(getStatus.call(error)) < minStatus;
  } catch {
    return false;
  }
}

/** Nest's logger often gets text and stack instead of the error, which is then recognised by its stack. */
function isNotedIn(error: unknown, context: RequestContext | undefined): boolean {
  const stack = stackOf(error);
  const noted = [...(notesIn(context)?.noted.keys() ?? [])];
  return stack !== '' && noted.some((link) => stackOf(link) === stack);
}

/** Whether the error says that the client aborted the request. */
function isOfClient(error: unknown, { request }: ErrorFacts): boolean {
  return request?.outcome === 'aborted' && isExpected(error, request.outcome);
}
