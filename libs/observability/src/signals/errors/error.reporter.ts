import { systemClock } from '../../core';
import type { Clock, Losses, RequestContext } from '../../core';
import type { ErrorCounts } from './error.counts';
import type { ErrorFacts, ErrorSink } from './error-sink';
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

  constructor(private readonly parts: ReporterParts) {
    this.occurrences = new Occurrences(parts.clock ?? systemClock);
  }

  report(error: unknown, facts: ErrorFacts): void {
    const { ignore, counts } = this.parts;
    const { context, message, origin = 'stray' } = facts;
    const isFirst =
      message !== undefined || this.occurrences.isFirst(error, context, origin === 'log');
    if (!isFirst) return;
    const isIgnored = ignore.has(error, facts);
    counts.error(origin, isIgnored ? 'ignored' : 'reported');
    if (!isIgnored) this.parts.sinks.forEach((sink) => this.tell(sink, error, facts));
  }

  /** Notes an error that is no event, so that a line which reports it is none either. */
  noteHandled(links: readonly unknown[], context: RequestContext): void {
    this.occurrences.noteHandled(links, context);
  }

  async flush(limitMs: number): Promise<void> {
    await Promise.all(this.parts.sinks.map(async (sink) => sink.flush(limitMs)));
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
