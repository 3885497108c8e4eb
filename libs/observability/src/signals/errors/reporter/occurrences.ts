import { errorChain, RequestObservation, systemClock } from '../../../core';
import type { Clock, RequestContext } from '../../../core';
import type { ErrorOrigin } from '../facts/error-sink';
import { notesIn, notesOf } from '../facts/error-notes';
import { RecentStacks } from './recent-stacks';

/** Outside any request or job, the same object within this time is the same failure. */
const SAME_WITHIN_MS = 5000;
/** A job may run for days; beyond it, its oldest notes are removed. */
const MAX_NOTED = 1000;

interface Noted {
  readonly at: number;
  readonly hadContext: boolean;
  /** Whether it was reported; otherwise it was handled. */
  readonly isReported: boolean;
}

/**
 * Distinguishes the occurrences of errors. One error may pass a monitored method, a filter, a log
 * line and a process handler, wrapped and unwrapped: that is one occurrence. The same object that
 * is thrown in ten requests is ten. The error itself is not modified: it may be frozen, shared or
 * not an object.
 */
export class Occurrences {
  private readonly recent = new WeakMap<object, Noted>();
  private readonly stacks: RecentStacks;

  constructor(private readonly clock: Clock = systemClock) {
    this.stacks = new RecentStacks(SAME_WITHIN_MS, clock);
  }

  /**
   * Notes the error as reported; false if this occurrence was reported before.
   * @param origin a line may have a copy of the error; a crash is reported even where the error was handled before
   */
  isFirst(error: unknown, context: RequestContext | undefined, origin?: ErrorOrigin): boolean {
    const links = errorChain(error);
    const isLogged = origin === 'log';
    const isKnown =
      origin === 'crash' ? this.wasReported(links, context) : this.isKnown(links, context);
    if (isKnown) return false;
    if (!context && this.stacks.has(error, isLogged)) return false;
    this.note(links, context, true);
    if (!context || !isLogged) this.noteStack(error, context, isLogged);
    return true;
  }

  /** Notes an error that needs no report, for log lines with it. @param links the error, and the causes meant too */
  noteHandled(links: readonly unknown[], context: RequestContext): void {
    this.note(links, context, false);
    this.noteStack(links[0], context, false);
  }

  /** The lines of a request are compared within it; other work may be logged by its caller, outside. */
  private noteStack(error: unknown, context: RequestContext | undefined, isLogged: boolean): void {
    if (context?.observation instanceof RequestObservation) return;
    this.stacks.note(error, isLogged);
  }

  private note(
    links: readonly unknown[],
    context: RequestContext | undefined,
    isReported: boolean,
  ): void {
    if (context) remember(links, notesOf(context).noted, isReported);
    const noted = { at: this.clock.now(), hadContext: context !== undefined, isReported };
    for (const link of links) if (isObject(link)) this.recent.set(link, noted);
  }

  /** Two equal texts may be two failures. */
  private wasReported(links: readonly unknown[], context: RequestContext | undefined): boolean {
    const noted = notesIn(context)?.noted;
    return links.some((link) => {
      if (!isObject(link)) return false;
      if (noted?.get(link) === true) return true;
      return this.recent.get(link)?.isReported === true && this.wasJustNoted(link, context);
    });
  }

  private isKnown(links: readonly unknown[], context: RequestContext | undefined): boolean {
    const noted = notesIn(context)?.noted;
    if (noted && links.some((link) => noted.has(link))) return true;
    return links.some((link) => isObject(link) && this.wasJustNoted(link, context));
  }

  /** Two contexts are two occurrences; if one has no context, time decides. */
  private wasJustNoted(link: object, context: RequestContext | undefined): boolean {
    const noted = this.recent.get(link);
    if (!noted || (context && noted.hadContext)) return false;
    return this.clock.now() - noted.at < SAME_WITHIN_MS;
  }
}

function remember(
  links: readonly unknown[],
  noted: Map<unknown, boolean>,
  isReported: boolean,
): void {
  for (const link of links) noted.set(link, isReported || noted.get(link) === true);
  for (const oldest of noted.keys()) {
    if (noted.size <= MAX_NOTED) return;
    noted.delete(oldest);
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
