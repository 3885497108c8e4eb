import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { messageOf } from '../../core';
import type { LastPost } from '../last-post';
import type { LossReport } from '../loss-report';
import type { Outside } from '../outside';
import { NO_SPANS, WaitingSpans } from './waiting-spans';
import type { SpanBatch, SpanWriter } from './waiting-spans';

/** Takes a batch to the back end. */
export interface SpanCarrier {
  /** @returns how many spans were not taken, and why */
  carry(batch: SpanBatch): Promise<{ readonly lost: number; readonly reason: string }>;
  /** Writes spans as they will be carried, as soon as it can. */
  readonly write: SpanWriter;
  /** Gives up the batch that is under way. */
  cut(): void;
  /** The batches as they are posted when the process ends. */
  lastPost(batches: readonly SpanBatch[]): LastPost;
}

/** How many spans wait, go together, and how long the first of them waits at most. */
export interface QueueLimits {
  readonly mostSpans: number;
  readonly batch: number;
  readonly delayMs: number;
}

const FLUSH_LIMIT_MS = 10_000;

/**
 * Ended spans on their way out: in batches, one under way at a time. What the queue cannot hold and
 * what the back end does not take is lost and counted. It never throws and keeps no process alive.
 */
export class SpanQueue implements SpanProcessor {
  private readonly waiting: WaitingSpans;
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;
  private delivery: Promise<void> | undefined;
  private underWay: SpanCarrier | undefined;
  private batchUnderWay = NO_SPANS;
  private willPack = false;

  constructor(
    private readonly limits: QueueLimits,
    private readonly losses: LossReport,
    private readonly outside: Outside,
    private carrier: SpanCarrier,
  ) {
    this.waiting = new WaitingSpans(limits.batch);
  }

  onStart(): void {
    // A span is of interest when it has ended.
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & 1) === 0) return;
    if (this.waiting.size >= this.limits.mostSpans) {
      this.losses.lost(1, `the queue holds ${this.limits.mostSpans} already`);
      return;
    }
    if (this.waiting.add(span)) this.packSoon();
    this.arm();
  }

  /**
   * Delivers what has ended so far, no longer than the limit in milliseconds; what is left then is
   * lost and counted. It keeps the process alive meanwhile.
   */
  async flush(limitMs: number): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<true>((resolve) => {
      limit = setTimeout(() => resolve(true), limitMs);
    });
    const isLate = await Promise.race([this.deliverAll(), late]);
    clearTimeout(limit);
    if (isLate) await this.abandon();
  }

  /** What might not leave if the process ended now; the batch under way may so arrive twice. */
  unsent(): LastPost | undefined {
    const waiting = this.waiting.batches();
    const batches = [this.batchUnderWay, ...waiting].filter(({ size }) => size > 0);
    return batches.length > 0 ? this.carrier.lastPost(batches) : undefined;
  }

  /** Takes another way from now on. */
  use(carrier: SpanCarrier): void {
    this.carrier = carrier;
  }

  forceFlush(): Promise<void> {
    return this.flush(FLUSH_LIMIT_MS);
  }

  shutdown(): Promise<void> {
    return this.abandon();
  }

  /** Soon, though not in the request that ended the span. */
  private packSoon(): void {
    if (this.willPack) return;
    this.willPack = true;
    this.outside.run(() => setImmediate(() => this.pack()).unref());
  }

  private pack(): void {
    this.willPack = false;
    try {
      this.waiting.pack(this.carrier.write);
    } catch {
      // They stay as they are; the carrier says why when they are to go.
    }
  }

  /** A full batch goes at once, though not in the request that ended its last span. */
  private arm(): void {
    const isFull = this.waiting.size >= this.limits.batch;
    if (this.delivery || this.isDue || (this.timer && !isFull)) return;
    clearTimeout(this.timer);
    this.isDue = isFull;
    const delayMs = isFull ? 0 : this.limits.delayMs;
    this.timer = this.outside.run(() => setTimeout(() => void this.deliver(), delayMs).unref());
  }

  private async deliverAll(): Promise<false> {
    while (this.waiting.size > 0 || this.delivery) await this.deliver();
    return false;
  }

  private deliver(): Promise<void> {
    return (this.delivery ??= this.outside
      .run(() => this.deliverBatch())
      .finally(() => {
        this.delivery = undefined;
        if (this.waiting.size > 0) this.arm();
      }));
  }

  private async deliverBatch(): Promise<void> {
    this.disarm();
    const batch = this.waiting.take();
    if (batch.size === 0) return;
    this.underWay = this.carrier;
    this.batchUnderWay = batch;
    try {
      const { lost, reason } = await this.underWay.carry(batch);
      this.losses.lost(lost, reason);
      if (lost === 0) this.losses.delivered();
    } catch (error) {
      this.losses.lost(batch.size, messageOf(error));
    }
    this.batchUnderWay = NO_SPANS;
  }

  /** Counts all as lost, the batch that is under way included. */
  private async abandon(): Promise<void> {
    this.disarm();
    this.losses.lost(this.waiting.drop(), 'there was no time left to deliver them');
    this.underWay?.cut();
    await this.delivery;
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isDue = false;
  }
}
