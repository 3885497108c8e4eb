import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { messageOf } from '../../core';
import type { LossReport } from '../loss-report';
import type { Outside } from '../outside';

/** Takes a batch to the back end. */
export interface SpanCarrier {
  /** @returns how many spans were not taken, and why */
  carry(
    batch: readonly ReadableSpan[],
  ): Promise<{ readonly lost: number; readonly reason: string }>;
  /** Gives up the batch that is under way. */
  cut(): void;
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
  private spans: ReadableSpan[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;
  private delivery: Promise<void> | undefined;
  private underWay: SpanCarrier | undefined;

  constructor(
    private readonly limits: QueueLimits,
    private readonly losses: LossReport,
    private readonly outside: Outside,
    private carrier: SpanCarrier,
  ) {}

  onStart(): void {
    // A span is of interest when it has ended.
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & 1) === 0) return;
    if (this.spans.length >= this.limits.mostSpans) {
      this.losses.lost(1, `the queue holds ${this.limits.mostSpans} already`);
      return;
    }
    this.spans.push(span);
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

  /** A full batch goes at once, though not in the request that ended its last span. */
  private arm(): void {
    const isFull = this.spans.length >= this.limits.batch;
    if (this.delivery || this.isDue || (this.timer && !isFull)) return;
    clearTimeout(this.timer);
    this.isDue = isFull;
    const delayMs = isFull ? 0 : this.limits.delayMs;
    this.timer = this.outside.run(() => setTimeout(() => void this.deliver(), delayMs).unref());
  }

  private async deliverAll(): Promise<false> {
    while (this.spans.length > 0 || this.delivery) await this.deliver();
    return false;
  }

  private deliver(): Promise<void> {
    return (this.delivery ??= this.outside
      .run(() => this.deliverBatch())
      .finally(() => {
        this.delivery = undefined;
        if (this.spans.length > 0) this.arm();
      }));
  }

  private async deliverBatch(): Promise<void> {
    this.disarm();
    const batch = this.spans.splice(0, this.limits.batch);
    if (batch.length === 0) return;
    this.underWay = this.carrier;
    try {
      const { lost, reason } = await this.underWay.carry(batch);
      this.losses.lost(lost, reason);
      if (lost === 0) this.losses.delivered();
    } catch (error) {
      this.losses.lost(batch.length, messageOf(error));
    }
  }

  /** Counts all as lost, the batch that is under way included. */
  private async abandon(): Promise<void> {
    this.disarm();
    const left = this.spans.length;
    this.spans = [];
    this.losses.lost(left, 'there was no time left to deliver them');
    this.underWay?.cut();
    await this.delivery;
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isDue = false;
  }
}
