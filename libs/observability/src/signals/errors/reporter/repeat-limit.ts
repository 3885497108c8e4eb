import { systemClock } from '../../../core';
import type { BeyondQuota, Clock, EventQuota, Drops } from '../../../core';
import type { ErrorFacts, ErrorSink } from '../facts/error-sink';
import { kindOf } from '../facts/fingerprint';

const SECOND_MS = 1000;
/** Further kinds are limited by the quota only. */
const MAX_KINDS = 1000;
const MAX_KEYS = 1000;

/** The dependencies of a limit. */
export interface RepeatLimitParts {
  /** Gets the events that are within the limits. */
  readonly sink: ErrorSink;
  /** The maximum number of events of one kind per second. */
  readonly most: number;
  /** The maximum number of events per second, of a transaction and in total. */
  readonly quota: EventQuota;
  readonly drops: Drops;
  /** Whether the app sent the error itself, so that it needs no event. */
  readonly isSent?: (error: unknown, facts: ErrorFacts) => boolean;
  readonly clock?: Clock;
}

/** How many events of each key were left out since the last one that was sent; of 1000 keys. */
class LeftOut {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  /** The oldest key is removed if there are too many. */
  add(key: string): void {
    const before = this.counts.get(key);
    if (before === undefined && this.counts.size >= MAX_KEYS) this.forgetFirst();
    this.counts.set(key, (before ?? 0) + 1);
  }

  /** Returns the number and resets it. */
  take(key: string): number {
    const count = this.counts.get(key) ?? 0;
    this.counts.delete(key);
    return count;
  }

  private forgetFirst(): void {
    const [first] = this.counts.keys();
    if (first !== undefined) this.counts.delete(first);
  }
}

/**
 * Limits events per second and counts the rest: an event costs almost a millisecond, and the
 * thousandth of one kind adds no information. The next event that is sent has the number of those
 * that were left out before it.
 */
export class RepeatLimit implements ErrorSink {
  readonly takesEvents = true;
  private readonly sent = new Map<string, number>();
  private readonly repeats = new LeftOut();
  private readonly beyondQuota = new LeftOut();
  private readonly clock: Clock;
  /** The second of the clock: all limits are reset at the same time. */
  private second = -1;

  constructor(private readonly parts: RepeatLimitParts) {
    this.clock = parts.clock ?? systemClock;
  }

  /** How many kinds and transactions are tracked; at most 3000. */
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
    const quotaKey = quotaOf(facts);
    const beyond = this.parts.quota.take(quotaKey);
    // The first crash of its kind is always sent: it may be the last event of the process.
    const mustGo = facts.origin === 'crash' && sent === 0;
    if (beyond && !mustGo) {
      this.beyondQuota.add(quotaKey);
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
    this.parts.drops.count('errors', reason);
  }

  private turnSecond(): void {
    const second = Math.floor(this.clock.now() / SECOND_MS);
    if (second === this.second) return;
    this.second = second;
    this.sent.clear();
  }
}

/** Events that are not errors share the quota of one transaction, so that they never displace errors. */
function quotaOf({ origin, transaction = '' }: ErrorFacts): string {
  if (origin === 'event') return 'business events';
  return origin === 'performance' ? 'performance issues' : transaction;
}
