import { systemClock } from '../../core';
import type { Clock, Losses, RequestContext } from '../../core';
import type { ErrorCounts } from './error-counts';
import type { ErrorFacts, ErrorSink } from './error-sink';
import { HeldErrors } from './held.errors';
import type { HeldError } from './held.errors';
import type { IgnoreRules } from './ignore.rules';
import { Occurrences } from './occurrences';

/** What a reporter works with. */
export interface ReporterParts {
  /** Where each occurrence goes: the inbox, and Sentry where there is a DSN. */
  readonly sinks: readonly ErrorSink[];
  readonly ignore: IgnoreRules;
  readonly counts: ErrorCounts;
  readonly losses: Losses;
  readonly clock?: Clock;
}

/** The one door to all places that errors are reported to: each occurrence passes it once. */
export class ErrorReporter implements ErrorSink {
  private readonly occurrences: Occurrences;
  private readonly held = new HeldErrors((one) => this.send(one));

  constructor(private readonly parts: ReporterParts) {
    this.occurrences = new Occurrences(parts.clock ?? systemClock);
  }

  report(error: unknown, facts: ErrorFacts): void {
    if (this.isFirst(error, facts)) this.send({ error, facts });
  }

  /** Reports an error at the end of the turn: it may end the process before, and be a crash. */
  reportSoon(error: unknown, facts: ErrorFacts): void {
    if (this.isFirst(error, facts)) this.held.hold({ error, facts });
  }

  /** Reports an error that ends the process, with what the work that threw it says of it. */
  reportCrash(error: unknown, facts: ErrorFacts): void {
    const { origin, level, tags } = facts;
    const isHeld = this.held.take(error, (held) => {
      this.send({ error, facts: { ...held, origin, level, tags: { ...held.tags, ...tags } } });
    });
    if (!isHeld) this.report(error, facts);
  }

  /** Sends what has happened and is no error. */
  announce(facts: ErrorFacts): void {
    const { ignore, sinks } = this.parts;
    if (ignore.has(undefined, facts)) return;
    for (const sink of sinks) if (sink.takesEvents) this.tell(sink, undefined, facts);
  }

  /** Reports what waits for the end of the turn. */
  release(): void {
    this.held.release();
  }

  /** Notes an error that is no event, so that a line which reports it is none either. */
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
    const { origin = 'stray' } = facts;
    const isIgnored = ignore.has(error, facts);
    counts.error(origin, isIgnored ? 'ignored' : 'reported');
    if (!isIgnored) this.parts.sinks.forEach((sink) => this.tell(sink, error, facts));
  }

  /** A sink that fails keeps the error from no other. */
  private tell(sink: ErrorSink, error: unknown, facts: ErrorFacts): void {
    try {
      sink.report(error, facts);
    } catch {
      this.parts.losses.count('errors', 'not described');
    }
  }
}
