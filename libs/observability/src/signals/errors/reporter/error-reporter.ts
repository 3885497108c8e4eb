import { systemClock } from '../../../core';
import type { Clock, Drops, RequestContext } from '../../../core';
import type { ErrorCounts } from './error-counts';
import type { ErrorFacts, ErrorSink } from '../facts/error-sink';
import { HeldErrors } from './held-errors';
import type { HeldError } from './held-errors';
import type { IgnoreRules } from './ignore.rules';
import { Occurrences } from './occurrences';

/** The dependencies of a reporter. */
export interface ReporterParts {
  /** The destinations of each occurrence: the inbox, and Sentry if there is a DSN. */
  readonly sinks: readonly ErrorSink[];
  readonly ignore: IgnoreRules;
  readonly counts: ErrorCounts;
  readonly drops: Drops;
  readonly clock?: Clock;
}

/** Reports each occurrence of an error once, to all sinks. */
export class ErrorReporter implements ErrorSink {
  private readonly occurrences: Occurrences;
  private readonly held = new HeldErrors((one) => this.send(one));

  constructor(private readonly parts: ReporterParts) {
    this.occurrences = new Occurrences(parts.clock ?? systemClock);
  }

  report(error: unknown, facts: ErrorFacts): void {
    if (this.isFirst(error, facts)) this.send({ error, facts });
  }

  /** Reports an error at the end of the turn: it may crash the process before. */
  reportSoon(error: unknown, facts: ErrorFacts): void {
    if (this.isFirst(error, facts)) this.held.hold({ error, facts });
  }

  /** Reports an error that crashes the process, with the facts of the work that threw it. */
  reportCrash(error: unknown, facts: ErrorFacts): void {
    const { origin, level, tags } = facts;
    const isHeld = this.held.take(error, (held) => {
      this.send({ error, facts: { ...held, origin, level, tags: { ...held.tags, ...tags } } });
    });
    if (!isHeld) this.report(error, facts);
  }

  /** Sends an event that is not an error. */
  announce(facts: ErrorFacts): void {
    const { ignore, sinks } = this.parts;
    if (ignore.has(undefined, facts)) return;
    for (const sink of sinks) if (sink.takesEvents) this.reportTo(sink, undefined, facts);
  }

  /** Reports errors that wait for the end of the turn. */
  release(): void {
    this.held.release();
  }

  /** Notes a handled error, so that a log line with it is not reported either. */
  noteHandled(links: readonly unknown[], context: RequestContext): void {
    this.occurrences.noteHandled(links, context);
  }

  async flush(limitMs: number): Promise<void> {
    this.release();
    await Promise.all(this.parts.sinks.map(async (sink) => sink.flush(limitMs)));
  }

  private isFirst(error: unknown, { context, message, origin }: ErrorFacts): boolean {
    return message !== undefined || this.occurrences.isFirst(error, context, origin);
  }

  private send({ error, facts }: HeldError): void {
    const { ignore, counts } = this.parts;
    const { origin = 'uncaught' } = facts;
    const isIgnored = ignore.has(error, facts);
    counts.error(origin, isIgnored ? 'ignored' : 'reported');
    if (!isIgnored) this.parts.sinks.forEach((sink) => this.reportTo(sink, error, facts));
  }

  /** A failing sink does not affect the others. */
  private reportTo(sink: ErrorSink, error: unknown, facts: ErrorFacts): void {
    try {
      sink.report(error, facts);
    } catch {
      this.parts.drops.count('errors', 'not described');
    }
  }
}
