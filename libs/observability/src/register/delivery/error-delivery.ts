import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DetachedContext, DropReporter, HttpSender, Reply } from '../../export';
import { InFlight } from './in-flight';
import { QUEUE_FULL_THOUGH_WELL, WHY } from './loss-reasons';
import type { DeliveryLoss } from './loss-reasons';
import type { Parcel } from '../sdk/parcel';
import type { ParcelQueue } from './parcel-queue';
import type { RateLimits } from './rate-limits';
import { verdictOf } from './verdict';

/** What a delivery works with. */
export interface DeliveryParts {
  readonly queue: ParcelQueue;
  readonly poster: Pick<HttpSender, 'post' | 'dropIdle' | 'cut'>;
  readonly limits: RateLimits;
  readonly losses: DropReporter;
  /** Counts what is lost of profiles; nothing to warn of. */
  readonly profileLosses: Pick<DropReporter, 'leftOut'>;
  readonly outside: DetachedContext;
  /** Called for each dropped envelope, for Sentry's own statistics. */
  readonly onLost?: (parcel: Parcel, reason: DeliveryLoss) => void;
}

const LIMIT_MS = 5000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5000;
/** An event that gets 5xx this often is the reason for it. */
const MAX_REFUSALS = 10;
const COMPRESSED_FROM = 32_768;
const ENVELOPE = { 'content-type': 'application/x-sentry-envelope' };
const compress = promisify(gzip);

/**
 * Brings envelopes to Sentry: many at a time, each within five seconds. While the back end is ill one
 * is tried, with growing pauses, and the others wait. It never throws, and keeps no process alive.
 */
export class ErrorDelivery {
  private readonly inFlight = new InFlight();
  private readonly untilEmpty = new Set<() => void>();
  private taken = 0;
  private pauseMs = 0;
  /** Whether the last try had no answer at all. */
  private isUnreachable = false;
  private timer: NodeJS.Timeout | undefined;
  private flushes = 0;

  constructor(private readonly parts: DeliveryParts) {}

  /** How many error events Sentry has taken. */
  get delivered(): number {
    return this.taken;
  }

  /** How many error events wait or are under way. */
  get waiting(): number {
    return this.left().filter(({ isError }) => isError).length;
  }

  take(parcel: Parcel): void {
    const { queue } = this.parts;
    if (!queue.canHold(parcel)) this.count(parcel, 'too_large');
    else if (this.mayWait(parcel) && queue.admit(parcel)) this.pump();
    else this.count(parcel, 'queue_full');
  }

  /**
   * Waits until all is delivered or lost, no longer than the limit in milliseconds, and does not
   * wait for pauses. It keeps the process alive meanwhile. What is left then goes on waiting.
   * @returns whether nothing is left
   */
  async flush(limitMs: number): Promise<boolean> {
    this.flushes += 1;
    this.endPause();
    if (this.parts.queue.size > 0) await this.emptyWithin(limitMs);
    this.flushes -= 1;
    return this.parts.queue.size === 0;
  }

  /** Counts all that is left as dropped: nothing waits for it any longer. */
  abandon(): void {
    const left = this.left();
    const events = left.filter(({ isError }) => isError).length;
    const profiles = left.filter(({ isProfile }) => isProfile).length;
    this.inFlight.clear();
    this.parts.queue.clear();
    for (const parcel of left) this.parts.queue.release(parcel);
    const reason = this.isUnreachable ? 'network_error' : 'shutdown';
    const cause = this.isUnreachable ? `, and ${WHY.network_error}` : '';
    const why = `the app ended before the last ${events} were sent${cause}`;
    this.parts.losses.lost(events, why, reason);
    if (profiles > 0) this.parts.profileLosses.leftOut(profiles, reason);
    this.parts.poster.cut();
    this.endPause();
  }

  /** What would not leave if the process ended now. */
  unsent(): readonly Parcel[] {
    return this.left().filter(({ isSent }) => !isSent);
  }

  /** A minute of a profile is larger than a hundred events, which shall not find the queue full of them. */
  private mayWait({ isProfile }: Parcel): boolean {
    return !isProfile || !this.left().some((other) => other.isProfile);
  }

  private left(): Parcel[] {
    return [...this.inFlight.all(), ...this.parts.queue.all()];
  }

  private pump(): void {
    const { queue, limits, outside } = this.parts;
    while (!this.timer) {
      const parcel = queue.first;
      if (!parcel || !this.inFlight.hasRoomFor(parcel)) break;
      queue.next();
      if (limits.forbid(parcel.categories)) this.lose(parcel, 'rate_limited');
      else void outside.run(() => this.send(parcel));
    }
    if (queue.size > 0) return;
    for (const resolve of this.untilEmpty) resolve();
    this.untilEmpty.clear();
  }

  private async send(parcel: Parcel): Promise<void> {
    this.inFlight.add(parcel);
    const reply = await this.post(parcel);
    // Given up meanwhile, it is counted already.
    if (!this.inFlight.remove(parcel)) return;
    this.isUnreachable = !('status' in reply);
    if ('status' in reply) this.parts.limits.note(reply.status, reply.headers);
    this.settle(parcel, reply);
    this.pump();
  }

  private async post(parcel: Parcel): Promise<Reply> {
    const isLarge = parcel.body.length >= COMPRESSED_FROM;
    const body = isLarge ? await compress(parcel.body) : parcel.body;
    const headers = isLarge ? { ...ENVELOPE, 'content-encoding': 'gzip' } : ENVELOPE;
    const onSent = (): void => void (parcel.isSent = true);
    return this.parts.poster.post(body, headers, { limitMs: LIMIT_MS, onSent });
  }

  private settle(parcel: Parcel, reply: Reply): void {
    const verdict = verdictOf(reply);
    if (verdict === 'again') {
      this.tryAgain(parcel, 'status' in reply);
      return;
    }
    this.pauseMs = 0;
    this.inFlight.widen();
    this.endPause();
    if (verdict === 'delivered') this.deliver(parcel);
    else this.lose(parcel, verdict);
  }

  private deliver(parcel: Parcel): void {
    this.parts.queue.release(parcel);
    if (!parcel.isError) return;
    this.taken += 1;
    this.parts.losses.delivered();
  }

  private tryAgain(parcel: Parcel, wasAnswered: boolean): void {
    parcel.isSent = false;
    if (wasAnswered) parcel.refusals += 1;
    if (parcel.refusals >= MAX_REFUSALS) this.lose(parcel, 'rejected');
    else this.parts.queue.putBack(parcel);
    this.inFlight.narrow();
    this.parts.poster.dropIdle();
    this.pause();
  }

  private lose(parcel: Parcel, reason: DeliveryLoss): void {
    this.parts.queue.release(parcel);
    this.count(parcel, reason);
  }

  private count(parcel: Parcel, reason: DeliveryLoss): void {
    if (parcel.isError) this.parts.losses.lost(1, this.whyOf(reason), reason);
    if (parcel.isProfile) this.parts.profileLosses.leftOut(1, reason);
    this.parts.onLost?.(parcel, reason);
  }

  /** A queue that is full while Sentry answers is another fault than one that waits for an answer. */
  private whyOf(reason: DeliveryLoss): string {
    const isSlow = reason === 'queue_full' && this.pauseMs === 0;
    return isSlow ? QUEUE_FULL_THOUGH_WELL : WHY[reason];
  }

  /** Several that fail together are one failure. */
  private pause(): void {
    if (this.timer) return;
    this.pauseMs = Math.min(MAX_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.pauseMs * 2));
    // Spread, so that many processes do not come back at the same moment.
    const waitMs = this.flushes > 0 ? FIRST_PAUSE_MS : this.pauseMs * (0.8 + Math.random() * 0.2);
    this.timer = this.parts.outside.run(() => setTimeout(() => this.endPause(), waitMs).unref());
  }

  private endPause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pump();
  }

  private async emptyWithin(limitMs: number): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.untilEmpty.add(resolve);
      limit = setTimeout(() => {
        this.untilEmpty.delete(resolve);
        resolve();
      }, limitMs);
    });
    clearTimeout(limit);
  }
}
