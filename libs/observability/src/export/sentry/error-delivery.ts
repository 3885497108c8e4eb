import { Backoff, BoundedQueue } from '../../core';
import type { DetachedContext } from '../detached-context';
import { MAX_CONNECTIONS } from '../http/http-sender';
import type { HttpSender, Reply } from '../http/http-sender';
import { InFlight } from '../queue/in-flight';
import { classify, postEnvelope } from './post-envelope';
import { DeliveryAccount } from './delivery-account';
import type { AccountParts } from './delivery-account';
import type { DeliveryDropReason } from './drop-reasons';
import type { RateLimits } from './rate-limits';
import { bytesOf, OVERHEAD_BYTES } from './serialized-envelope';
import type { SerializedEnvelope } from './serialized-envelope';

/** What a delivery works with. */
export interface DeliveryParts extends AccountParts {
  /** All that waits or is in flight, in bytes. */
  readonly maxBytes: number;
  readonly sender: Pick<HttpSender, 'post' | 'dropIdle' | 'cut'>;
  readonly limits: RateLimits;
  readonly outside: DetachedContext;
}

/** The bodies in flight are at most 4 MiB together; a larger one is sent alone. */
const MAX_BYTES_IN_FLIGHT = 4_194_304 + MAX_CONNECTIONS * OVERHEAD_BYTES;
const PAUSE = { minMs: 250, maxMs: 5000 };
/** An event that gets 5xx this often is itself the cause. */
const MAX_REFUSALS = 10;

/**
 * Delivers envelopes to Sentry: many at a time, each within five seconds. While Sentry fails, one at a
 * time is tried, with growing pauses, and the others wait. It never throws, and keeps no process alive.
 */
export class ErrorDelivery {
  private readonly queue: BoundedQueue<SerializedEnvelope>;
  private readonly inFlight = new InFlight<SerializedEnvelope>({
    maxItems: MAX_CONNECTIONS,
    maxBytes: MAX_BYTES_IN_FLIGHT,
    bytesOf,
  });
  private readonly account: DeliveryAccount;
  private readonly untilEmpty = new Set<() => void>();
  private readonly backoff = new Backoff(PAUSE);
  /** Whether the last attempt got no response at all. */
  private isUnreachable = false;
  private timer: NodeJS.Timeout | undefined;
  private flushes = 0;

  constructor(private readonly parts: DeliveryParts) {
    this.queue = new BoundedQueue({ drop: 'newest', maxBytes: parts.maxBytes, bytesOf });
    this.account = new DeliveryAccount(parts);
  }

  /** How many error events Sentry has accepted. */
  get delivered(): number {
    return this.account.delivered;
  }

  /** How many error events wait or are in flight. */
  get waiting(): number {
    return this.left().filter(({ isError }) => isError).length;
  }

  take(envelope: SerializedEnvelope): void {
    if (!this.queue.canHold(envelope)) this.drop(envelope, 'too_large');
    else if (this.mayWait(envelope) && this.enqueue(envelope)) this.pump();
    else this.drop(envelope, 'queue_full');
  }

  /**
   * Waits until all is delivered or dropped, no longer than the limit in milliseconds, and does not
   * wait for pauses. It keeps the process alive meanwhile. What is left then goes on waiting.
   * @returns whether nothing is left
   */
  async flush(limitMs: number): Promise<boolean> {
    this.flushes += 1;
    this.endPause();
    if (!this.isEmpty) await this.emptyWithin(limitMs);
    this.flushes -= 1;
    return this.isEmpty;
  }

  /** Counts all that is left as dropped: nothing waits for it any longer. */
  abandon(): void {
    const left = this.left();
    this.inFlight.clear();
    this.queue.clear();
    this.account.abandon(left, this.isUnreachable);
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
    return [...this.inFlight.all(), ...this.queue.all()];
  }

  private get isEmpty(): boolean {
    return this.queue.length === 0 && this.inFlight.size === 0;
  }

  /** One in flight keeps its place, so that it can always come back. @returns false where there is no room */
  private enqueue(envelope: SerializedEnvelope): boolean {
    return this.queue.add(envelope, this.inFlight.bytes);
  }

  private pump(): void {
    const { limits, outside } = this.parts;
    while (!this.timer) {
      const envelope = this.queue.oldest;
      if (!envelope || !this.inFlight.hasRoomFor(envelope)) break;
      this.queue.take();
      if (limits.forbid(envelope.categories)) this.drop(envelope, 'rate_limited');
      else void outside.run(() => this.send(envelope));
    }
    if (!this.isEmpty) return;
    for (const resolve of this.untilEmpty) resolve();
    this.untilEmpty.clear();
  }

  private async send(envelope: SerializedEnvelope): Promise<void> {
    this.inFlight.add(envelope);
    const reply = await postEnvelope(this.parts.sender, envelope);
    // Given up meanwhile, it is counted already.
    if (!this.inFlight.remove(envelope)) return;
    this.isUnreachable = !('status' in reply);
    if ('status' in reply) this.parts.limits.note(reply.status, reply.headers);
    this.settle(envelope, reply);
    this.pump();
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
    if (classification === 'delivered') this.account.deliver(envelope);
    else this.drop(envelope, classification);
  }

  private retry(envelope: SerializedEnvelope, wasAnswered: boolean): void {
    envelope.isSent = false;
    if (wasAnswered) envelope.refusals += 1;
    if (envelope.refusals >= MAX_REFUSALS) this.drop(envelope, 'rejected');
    // At the end, so that one that is rejected again and again does not block the others.
    else this.enqueue(envelope);
    this.inFlight.narrow();
    this.parts.sender.dropIdle();
    this.pause();
  }

  private drop(envelope: SerializedEnvelope, reason: DeliveryDropReason): void {
    this.account.drop(envelope, reason, this.backoff.isFailing);
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
