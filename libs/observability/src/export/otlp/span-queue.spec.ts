import { DropReporter } from '../../core';
import type { ReadableSpan } from './readable-span';
import type { ExitFlush } from '../exit/exit-flush';
import { DetachedContext } from '../detached-context';
import { SpanQueue } from './span-queue';
import type { QueueLimits, SpanExporter } from './span-queue';
import type { SpanBatch } from './waiting-spans';

/** A back end in the hands of the test. */
class FakeExporter implements SpanExporter {
  readonly batches: SpanBatch[] = [];
  isStuck = false;
  dropped = 0;
  cuts = 0;
  written = 0;
  private readonly stuck: ((isTaken: boolean) => void)[] = [];

  async export(batch: SpanBatch): Promise<{ dropped: number; reason: string }> {
    this.batches.push(batch);
    if (!this.isStuck) return { dropped: this.dropped, reason: 'refused' };
    const isTaken = await new Promise<boolean>((resolve) => this.stuck.push(resolve));
    return { dropped: isTaken ? 0 : batch.size, reason: 'cut' };
  }

  /** Takes those that are stuck. */
  answer(): void {
    this.stuck.splice(0).forEach((resolve) => resolve(true));
  }

  readonly write = (spans: readonly ReadableSpan[]): Uint8Array => {
    this.written += spans.length;
    return Buffer.from(String(spans.length));
  };

  cut(): void {
    this.cuts += 1;
    this.stuck.splice(0).forEach((resolve) => resolve(false));
  }

  exitFlush(batches: readonly SpanBatch[]): ExitFlush {
    const bodies = batches.map(({ size }) => Buffer.from(String(size)));
    return { url: 'http://127.0.0.1/', headers: {}, bodies };
  }

  get sizes(): number[] {
    return this.batches.map(({ size }) => size);
  }
}

function start(limits: Partial<QueueLimits> = {}) {
  const exporter = new FakeExporter();
  const report = new DropReporter('Spans');
  const received = { dropped: 0, reasons: [] as string[] };
  report.listen({
    dropped: (count) => void (received.dropped += count),
    warn: (message) => void received.reasons.push(message),
  });
  const all = { maxSpans: 10, batch: 4, delayMs: 5000, ...limits };
  return { queue: new SpanQueue(all, report, new DetachedContext(), exporter), exporter, received };
}

function end(queue: SpanQueue, count: number, traceFlags = 1): void {
  // The queue reads nothing else of a span.
  const span = { spanContext: () => ({ traceFlags }) } as Partial<ReadableSpan> as ReadableSpan;
  for (let i = 0; i < count; i += 1) queue.onEnd(span);
}

describe('the queue of ended spans', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('serializes what has gathered soon after it ended, and not in the request that ended it', async () => {
    const { queue, exporter } = start({ maxSpans: 100, batch: 100 });

    end(queue, 40);
    const isWrittenAtOnce = exporter.written > 0;
    await jest.advanceTimersByTimeAsync(5000);

    expect([isWrittenAtOnce, exporter.written]).toEqual([false, 40]);
    expect(exporter.batches).toMatchObject([{ written: [Buffer.from('40')], size: 40 }]);
  });

  it('adds one batch in flight for each that is accepted, up to four, while full ones wait', async () => {
    const { queue, exporter } = start({ maxSpans: 100 });
    const rounds: number[] = [];

    for (let round = 0; round < 4; round += 1) {
      exporter.isStuck = true;
      const before = exporter.batches.length;
      end(queue, 40);
      await jest.advanceTimersByTimeAsync(10);
      rounds.push(exporter.batches.length - before);
      exporter.isStuck = false;
      exporter.answer();
      await jest.advanceTimersByTimeAsync(10);
    }

    expect(rounds).toEqual([1, 4, 4, 4]);
  });

  it('returns to one batch in flight after one that was not accepted', async () => {
    const { queue, exporter } = start({ maxSpans: 100 });
    end(queue, 40);
    await jest.advanceTimersByTimeAsync(10);

    exporter.dropped = 4;
    end(queue, 16);
    await jest.advanceTimersByTimeAsync(10);
    exporter.isStuck = true;
    const before = exporter.batches.length;
    end(queue, 40);
    await jest.advanceTimersByTimeAsync(10);

    expect(exporter.batches.length - before).toBe(1);
  });

  it('delivers what has gathered when the delay is over', async () => {
    const { queue, exporter } = start();

    end(queue, 3);
    await jest.advanceTimersByTimeAsync(4999);
    const before = exporter.sizes;
    await jest.advanceTimersByTimeAsync(1);

    expect([before, exporter.sizes]).toEqual([[], [3]]);
  });

  it('delivers a full batch at once, but not in the request that ended it', async () => {
    const { queue, exporter } = start();

    end(queue, 4);
    const inRequest = exporter.sizes;
    await jest.advanceTimersByTimeAsync(1);

    expect([inRequest, exporter.sizes]).toEqual([[], [4]]);
  });

  it('has one batch in flight at a time', async () => {
    const { queue, exporter } = start();
    exporter.isStuck = true;

    end(queue, 9);
    await jest.advanceTimersByTimeAsync(10_000);
    const whileStuck = exporter.sizes;
    exporter.isStuck = false;
    exporter.cut();
    await jest.advanceTimersByTimeAsync(5000);

    expect([whileStuck, exporter.sizes]).toEqual([[4], [4, 4, 1]]);
  });

  it('drops and counts what it cannot hold', async () => {
    const { queue, exporter, received } = start();
    exporter.isStuck = true;

    end(queue, 4);
    await jest.advanceTimersByTimeAsync(1);
    end(queue, 13);

    expect(received).toEqual({
      dropped: 3,
      reasons: ['Spans are being dropped: the queue is full (10 spans).'],
    });
  });

  it('counts what the back end does not take', async () => {
    const { queue, exporter, received } = start();
    exporter.dropped = 2;

    end(queue, 3);
    await queue.flush(100);

    expect(received).toEqual({ dropped: 2, reasons: ['Spans are being dropped: refused.'] });
  });

  it('counts a batch whose writing throws', async () => {
    const { queue, exporter, received } = start();
    exporter.export = () => Promise.reject(new Error('no such type'));

    end(queue, 3);
    await queue.flush(100);

    expect(received).toEqual({ dropped: 3, reasons: ['Spans are being dropped: no such type.'] });
  });

  it('takes no span that is not sampled', async () => {
    const { queue, exporter } = start();

    end(queue, 3, 0);
    await queue.flush(100);

    expect(exporter.sizes).toEqual([]);
  });

  it('delivers everything when it is flushed', async () => {
    const { queue, exporter } = start();

    end(queue, 9);
    await queue.flush(100);

    expect(exporter.sizes).toEqual([4, 4, 1]);
  });

  it('counts what is left when the time for a flush is over', async () => {
    const { queue, exporter, received } = start();
    exporter.isStuck = true;
    end(queue, 9);

    const flushed = queue.flush(2000);
    await jest.advanceTimersByTimeAsync(2000);
    await flushed;

    expect([received.dropped, exporter.sizes, exporter.cuts]).toEqual([9, [4], 1]);
  });

  it('works on after a flush that came too late', async () => {
    const { queue, exporter } = start();
    exporter.isStuck = true;
    end(queue, 4);
    const flushed = queue.flush(2000);
    await jest.advanceTimersByTimeAsync(2000);
    await flushed;

    exporter.isStuck = false;
    end(queue, 2);
    await jest.advanceTimersByTimeAsync(5000);

    expect(exporter.sizes).toEqual([4, 2]);
  });

  it('cuts what is under way when it is stopped, and arms nothing', async () => {
    const { queue, exporter, received } = start();
    end(queue, 3);

    await queue.shutdown();

    expect(jest.getTimerCount()).toBe(0);
    expect([received.dropped, exporter.sizes]).toEqual([3, []]);
  });

  it('knows what has not left, the batch under way included, for when the process ends', () => {
    const { queue, exporter } = start({ batch: 2 });
    exporter.isStuck = true;
    const before = queue.unsent();

    end(queue, 2);
    jest.advanceTimersByTime(0);
    end(queue, 3);

    expect(before).toBeUndefined();
    expect(queue.unsent()?.bodies.map(String)).toEqual(['2', '2', '1']);
  });
});
