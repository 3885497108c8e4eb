import { isError, messageOf, systemClock } from '../../core';
import type { Clock, Losses } from '../../core';
import type { ErrorFacts, ErrorSink } from './error-sink';

const WINDOW_MS = 1000;
const MOST_GROUPS = 1000;
/** The message and the frame that threw; the rest of a stack says how it was called. */
const STACK_LINES = 2;

/**
 * Lets an error through so many times a second, and counts the rest: an event costs the better part
 * of a millisecond, and the thousandth of one kind tells nothing new. The next one that goes says
 * how many were left out before it.
 */
export class RepeatLimit implements ErrorSink {
  private readonly sent = new Map<string, number>();
  private readonly leftOut = new Map<string, number>();
  private windowEndsAt = 0;

  /** @param most events of one kind in a second */
  constructor(
    private readonly sink: ErrorSink,
    private readonly most: number,
    private readonly losses: Losses,
    private readonly clock: Clock = systemClock,
  ) {}

  report(error: unknown, facts: ErrorFacts): void {
    this.turnWindow();
    const kind = kindOf(error, facts);
    const sent = this.sent.get(kind) ?? 0;
    if (sent >= this.most || (sent === 0 && this.sent.size >= MOST_GROUPS)) this.leave(kind);
    else this.send(kind, sent + 1, error, facts);
  }

  flush(limitMs: number): Promise<void> {
    return this.sink.flush(limitMs);
  }

  private send(kind: string, sent: number, error: unknown, facts: ErrorFacts): void {
    const before = this.leftOut.get(kind);
    this.sent.set(kind, sent);
    this.leftOut.delete(kind);
    const tags = before ? { ...facts.tags, repeats_left_out: String(before) } : facts.tags;
    this.sink.report(error, { ...facts, tags });
  }

  private leave(kind: string): void {
    this.losses.count('errors', 'repeated');
    const before = this.leftOut.get(kind);
    if (before !== undefined || this.leftOut.size < MOST_GROUPS) {
      this.leftOut.set(kind, (before ?? 0) + 1);
    }
  }

  private turnWindow(): void {
    const now = this.clock.now();
    if (now < this.windowEndsAt) return;
    this.windowEndsAt = now + WINDOW_MS;
    this.sent.clear();
  }
}

/** Errors of one class, message and place in one transaction are of one kind. */
function kindOf(error: unknown, { transaction = '', message }: ErrorFacts): string {
  const kind = message ?? (isError(error) ? placeOf(error) : messageOf(error));
  return `${transaction}\n${kind}`;
}

function placeOf(error: Error): string {
  try {
    return String(error.stack).split('\n', STACK_LINES).join('\n');
  } catch {
    return messageOf(error);
  }
}
