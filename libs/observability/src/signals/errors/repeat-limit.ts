import { systemClock } from '../../core';
import type { BeyondQuota, Clock, EventQuota, Losses } from '../../core';
import type { ErrorFacts, ErrorSink } from './error-sink';
import { kindOf } from './kind-of-error';
import { LeftOut } from './left-out';

const SECOND_MS = 1000;
/** Further kinds are under the quota alone. */
const MAX_KINDS = 1000;

/** What a limit works with. */
export interface RepeatLimitParts {
  /** Where events go that are within the limits. */
  readonly sink: ErrorSink;
  /** The most events of one kind in a second. */
  readonly most: number;
  /** The most events in a second, of a transaction and in all. */
  readonly quota: EventQuota;
  readonly losses: Losses;
  /** Whether the error needs no event and so no place: the app has sent it itself. */
  readonly isSent?: (error: unknown, facts: ErrorFacts) => boolean;
  readonly clock?: Clock;
}

/**
 * Lets so many events through in a second, and counts the rest: an event costs the better part of a
 * millisecond, and the thousandth of one kind tells nothing new. The next one that goes says how
 * many were left out before it.
 */
export class RepeatLimit implements ErrorSink {
  readonly takesEvents = true;
  private readonly sent = new Map<string, number>();
  private readonly repeats = new LeftOut();
  private readonly beyondQuota = new LeftOut();
  private readonly clock: Clock;
  /** Of the clock: all limits begin anew at the same time. */
  private second = -1;

  constructor(private readonly parts: RepeatLimitParts) {
    this.clock = parts.clock ?? systemClock;
  }

  /** How many kinds and transactions it remembers; at most 3000. */
  get size(): number {
    return this.sent.size + this.repeats.size + this.beyondQuota.size;
  }

  report(error: unknown, facts: ErrorFacts): void {
    if (this.parts.isSent?.(error, facts)) return;
    this.turnSecond();
    const kind = kindOf(error, facts);
    const sent = this.sent.get(kind) ?? 0;
    if (sent >= this.parts.most) {
      this.repeats.add(kind);
      this.count('repeated');
      return;
    }
    const place = quotaOf(facts);
    const beyond = this.parts.quota.take(place);
    // The first crash of its kind goes all the same: it may be the last event of the process.
    const mustGo = facts.origin === 'crash' && sent === 0;
    if (beyond && !mustGo) {
      this.beyondQuota.add(place);
      this.count(beyond);
      return;
    }
    if (sent > 0 || this.sent.size < MAX_KINDS) this.sent.set(kind, sent + 1);
    this.send(kind, error, facts);
  }

  flush(limitMs: number): Promise<void> {
    return this.parts.sink.flush(limitMs);
  }

  private send(kind: string, error: unknown, facts: ErrorFacts): void {
    const repeats = this.repeats.take(kind);
    const others = this.beyondQuota.take(quotaOf(facts));
    const isNews = repeats > 0 || others > 0;
    const tags = {
      ...facts.tags,
      ...(repeats > 0 && { repeats_left_out: String(repeats) }),
      ...(others > 0 && { events_left_out: String(others) }),
    };
    this.parts.sink.report(error, isNews ? { ...facts, tags } : facts);
  }

  private count(reason: 'repeated' | BeyondQuota): void {
    this.parts.losses.count('errors', reason);
  }

  private turnSecond(): void {
    const second = Math.floor(this.clock.now() / SECOND_MS);
    if (second === this.second) return;
    this.second = second;
    this.sent.clear();
  }
}

/** What is no error shares the quota of one transaction: it never takes the place of an error. */
function quotaOf({ origin, transaction = '' }: ErrorFacts): string {
  if (origin === 'event') return 'business events';
  return origin === 'performance' ? 'performance issues' : transaction;
}
