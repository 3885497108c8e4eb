import type { DropReporter } from '../../core';
import type { ReadableSpan, SpanProcessor } from './readable-span';
import { messageOf } from '../../core';
import type { DetachedContext } from '../detached-context';
import type { ExitFlush } from '../exit/exit-flush';
import { InFlight } from '../queue/in-flight';
import { WaitingSpans } from './waiting-spans';
import type { SpanBatch, SpanWriter } from './waiting-spans';

/** Exports a batch to the back end. */
export interface SpanExporter {
  /** @returns how many spans were not accepted, and why */
  export(batch: SpanBatch): Promise<{ readonly dropped: number; readonly reason: string }>;
  /** Serializes spans as they will be exported, as soon as it can. */
  readonly write: SpanWriter;
  /** Aborts the batches in flight. */
  cut(): void;
  /** The batches for the flush at the exit of the process. */
  exitFlush(batches: readonly SpanBatch[]): ExitFlush;
}

/** How many spans wait, go together, and how long the first of them waits at most. */
export interface QueueLimits {
  readonly maxSpans: number;
  readonly batch: number;
  readonly delayMs: number;
}

/** A batch on its way, and the exporter that has it. */
interface Flight {
  readonly batch: SpanBatch;
  readonly exporter: SpanExporter;
}

/** Batches in flight at the same time while the back end accepts them. */
export const MAX_BATCHES = 4;
const FLUSH_LIMIT_MS = 10_000;

/**
 * Exports ended spans in batches. One is in flight at a time, and one more with each that is accepted,
 * as long as full batches wait; after a failure it is one again. What the queue cannot hold and what
 * the back end does not accept is dropped and counted. It never throws and keeps no process alive.
 */
export class SpanQueue implements SpanProcessor {
  private readonly waiting: WaitingSpans;
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;
  private readonly deliveries = new Set<Promise<void>>();
  private readonly inFlight = new InFlight<Flight>({ maxItems: MAX_BATCHES, initialItems: 1 });
  private willPack = false;

  constructor(
    private readonly limits: QueueLimits,
    private readonly drops: DropReporter,
    private readonly outside: DetachedContext,
    private exporter: SpanExporter,
  ) {
    this.waiting = new WaitingSpans(limits.batch);
  }

  onStart(): void {
    // A span is of interest when it has ended.
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & 1) === 0) return;
    if (this.waiting.size >= this.limits.maxSpans) {
      this.drops.dropped(1, `the queue is full (${this.limits.maxSpans} spans)`);
      return;
    }
    if (this.waiting.add(span)) this.packSoon();
    this.arm();
  }

  /**
   * Delivers what has ended so far, no longer than the limit in milliseconds; what is left then is
   * dropped and counted. It keeps the process alive meanwhile.
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

  /** What might not be sent if the process ended now; batches in flight may then arrive twice. */
  unsent(): ExitFlush | undefined {
    const waiting = this.waiting.batches();
    const batches = [...this.inFlight.all().map(({ batch }) => batch), ...waiting];
    return batches.length > 0 ? this.exporter.exitFlush(batches) : undefined;
  }

  /** Uses another exporter from now on. */
  use(exporter: SpanExporter): void {
    this.exporter = exporter;
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
      this.waiting.pack(this.exporter.write);
    } catch {
      // They stay as they are; the exporter reports the error when they are due.
    }
  }

  /** A full batch goes at once, though not in the request that ended its last span. */
  private arm(): void {
    const isFull = this.waiting.size >= this.limits.batch;
    const isBusy = isFull ? !this.inFlight.hasRoom : this.inFlight.size > 0;
    if (isBusy || this.isDue || (this.timer && !isFull)) return;
    clearTimeout(this.timer);
    this.isDue = isFull;
    const delayMs = isFull ? 0 : this.limits.delayMs;
    this.timer = this.outside.run(() => setTimeout(() => void this.deliver(), delayMs).unref());
  }

  private async deliverAll(): Promise<false> {
    while (this.waiting.size > 0 || this.deliveries.size > 0) {
      const mayStart = this.waiting.size > 0 && this.inFlight.hasRoom;
      if (mayStart) void this.deliver();
      else await Promise.race(this.deliveries);
    }
    return false;
  }

  private deliver(): Promise<void> {
    const delivery = this.outside
      .run(() => this.deliverBatch())
      .finally(() => {
        this.deliveries.delete(delivery);
        if (this.waiting.size > 0) this.arm();
      });
    this.deliveries.add(delivery);
    if (this.waiting.size > 0) this.arm();
    return delivery;
  }

  private async deliverBatch(): Promise<void> {
    this.disarm();
    const batch = this.waiting.take();
    if (batch.size === 0) return;
    const { exporter } = this;
    const flight = { batch, exporter };
    this.inFlight.add(flight);
    try {
      const { dropped, reason } = await exporter.export(batch);
      this.drops.dropped(dropped, reason);
      if (dropped === 0) this.drops.delivered();
      if (dropped < batch.size) this.inFlight.widen();
      else this.inFlight.narrow();
    } catch (error) {
      this.drops.dropped(batch.size, messageOf(error));
      this.inFlight.narrow();
    }
    this.inFlight.remove(flight);
  }

  /** Counts all as dropped, the batches in flight included. */
  private async abandon(): Promise<void> {
    this.disarm();
    this.drops.dropped(this.waiting.drop(), 'they could not be delivered in time');
    const exporters = this.inFlight.all().map(({ exporter }) => exporter);
    for (const exporter of new Set(exporters)) exporter.cut();
    await Promise.all(this.deliveries);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isDue = false;
  }
}
