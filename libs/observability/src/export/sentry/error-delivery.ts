import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Backoff } from '../../core';
import type { DropReporter } from '../../core';
import type { DetachedContext } from '../detached-context';
import type { HttpSender, Reply } from '../http/http-sender';
import { InFlight } from './in-flight';
import { QUEUE_FULL_WHILE_RESPONDING, CAUSES } from './drop-reasons';
import type { DeliveryDropReason } from './drop-reasons';
import type { SerializedEnvelope } from './serialized-envelope';
import type { EnvelopeQueue } from './envelope-queue';
import type { RateLimits } from './rate-limits';
import { classify } from './classification';

/** What a delivery works with. */
export interface DeliveryParts {
  readonly queue: EnvelopeQueue;
  readonly sender: Pick<HttpSender, 'post' | 'dropIdle' | 'cut'>;
  readonly limits: RateLimits;
  readonly drops: DropReporter;
  /** Counts dropped profiles, without a warning. */
  readonly profileDrops: Pick<DropReporter, 'leftOut'>;
  readonly outside: DetachedContext;
  /** Called for each dropped envelope, for Sentry's own statistics. */
  readonly onDropped?: (envelope: SerializedEnvelope, reason: DeliveryDropReason) => void;
}

const LIMIT_MS = 5000;
const PAUSE = { minMs: 250, maxMs: 5000 };
/** An event that gets 5xx this often is itself the cause. */
const MAX_REFUSALS = 10;
const COMPRESSED_FROM = 32_768;
const ENVELOPE = { 'content-type': 'application/x-sentry-envelope' };
const compress = promisify(gzip);

/**
 * Delivers envelopes to Sentry: many at a time, each within five seconds. While Sentry fails, one at a
 * time is tried, with growing pauses, and the others wait. It never throws, and keeps no process alive.
 */
export class ErrorDelivery {
  private readonly inFlight = new InFlight();
  private readonly untilEmpty = new Set<() => void>();
  private taken = 0;
  private readonly backoff = new Backoff(PAUSE);
  /** Whether the last attempt got no response at all. */
  private isUnreachable = false;
  private timer: NodeJS.Timeout | undefined;
  private flushes = 0;

  constructor(private readonly parts: DeliveryParts) {}

  /** How many error events Sentry has taken. */
  get delivered(): number {
    return this.taken;
  }

  /** How many error events wait or are in flight. */
  get waiting(): number {
    return this.left().filter(({ isError }) => isError).length;
  }

  take(envelope: SerializedEnvelope): void {
    const { queue } = this.parts;
    if (!queue.canHold(envelope)) this.count(envelope, 'too_large');
    else if (this.mayWait(envelope) && queue.admit(envelope)) this.pump();
    else this.count(envelope, 'queue_full');
  }

  /**
   * Waits until all is delivered or dropped, no longer than the limit in milliseconds, and does not
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
    for (const envelope of left) this.parts.queue.release(envelope);
    const reason = this.isUnreachable ? 'network_error' : 'shutdown';
    const cause = this.isUnreachable ? `, and ${CAUSES.network_error}` : '';
    const why = `the app ended before the last ${events} were sent${cause}`;
    this.parts.drops.dropped(events, why, reason);
    if (profiles > 0) this.parts.profileDrops.leftOut(profiles, reason);
    this.parts.sender.cut();
    this.endPause();
  }

  /** What would not leave if the process ended now. */
  unsent(): readonly SerializedEnvelope[] {
    return this.left().filter(({ isSent }) => !isSent);
  }

  /** A profile chunk can outweigh a hundred events. At most one may wait, so profiles never crowd out errors. */
  private mayWait({ isProfile }: SerializedEnvelope): boolean {
    return !isProfile || !this.left().some((other) => other.isProfile);
  }

  private left(): SerializedEnvelope[] {
    return [...this.inFlight.all(), ...this.parts.queue.all()];
  }

  private pump(): void {
    const { queue, limits, outside } = this.parts;
    while (!this.timer) {
      const envelope = queue.first;
      if (!envelope || !this.inFlight.hasRoomFor(envelope)) break;
      queue.next();
      if (limits.forbid(envelope.categories)) this.drop(envelope, 'rate_limited');
      else void outside.run(() => this.send(envelope));
    }
    if (queue.size > 0) return;
    for (const resolve of this.untilEmpty) resolve();
    this.untilEmpty.clear();
  }

  private async send(envelope: SerializedEnvelope): Promise<void> {
    this.inFlight.add(envelope);
    const reply = await this.post(envelope);
    // Given up meanwhile, it is counted already.
    if (!this.inFlight.remove(envelope)) return;
    this.isUnreachable = !('status' in reply);
    if ('status' in reply) this.parts.limits.note(reply.status, reply.headers);
    this.settle(envelope, reply);
    this.pump();
  }

  private async post(envelope: SerializedEnvelope): Promise<Reply> {
    const isLarge = envelope.body.length >= COMPRESSED_FROM;
    const body = isLarge ? await compress(envelope.body) : envelope.body;
    const headers = isLarge ? { ...ENVELOPE, 'content-encoding': 'gzip' } : ENVELOPE;
    const onSent = (): void => void (envelope.isSent = true);
    return this.parts.sender.post(body, headers, { limitMs: LIMIT_MS, onSent });
  }

  private settle(envelope: SerializedEnvelope, reply: Reply): void {
    const classification = classify(reply);
    if (classification === 'retry') {
      this.retry(envelope, 'status' in reply);
      return;
    }
    this.backoff.reset();
    this.inFlight.widen();
    this.endPause();
    if (classification === 'delivered') this.deliver(envelope);
    else this.drop(envelope, classification);
  }

  private deliver(envelope: SerializedEnvelope): void {
    this.parts.queue.release(envelope);
    if (!envelope.isError) return;
    this.taken += 1;
    this.parts.drops.delivered();
  }

  private retry(envelope: SerializedEnvelope, wasAnswered: boolean): void {
    envelope.isSent = false;
    if (wasAnswered) envelope.refusals += 1;
    if (envelope.refusals >= MAX_REFUSALS) this.drop(envelope, 'rejected');
    else this.parts.queue.putBack(envelope);
    this.inFlight.narrow();
    this.parts.sender.dropIdle();
    this.pause();
  }

  private drop(envelope: SerializedEnvelope, reason: DeliveryDropReason): void {
    this.parts.queue.release(envelope);
    this.count(envelope, reason);
  }

  private count(envelope: SerializedEnvelope, reason: DeliveryDropReason): void {
    if (envelope.isError) this.parts.drops.dropped(1, this.causeOf(reason), reason);
    if (envelope.isProfile) this.parts.profileDrops.leftOut(1, reason);
    this.parts.onDropped?.(envelope, reason);
  }

  /** A queue that is full while Sentry responds has another cause than one that waits for a response. */
  private causeOf(reason: DeliveryDropReason): string {
    const isSlow = reason === 'queue_full' && !this.backoff.isFailing;
    return isSlow ? QUEUE_FULL_WHILE_RESPONDING : CAUSES[reason];
  }

  /** Several that fail together are one failure. */
  private pause(): void {
    if (this.timer) return;
    const waitMs = this.backoff.next(this.flushes > 0 ? PAUSE.minMs : PAUSE.maxMs);
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
