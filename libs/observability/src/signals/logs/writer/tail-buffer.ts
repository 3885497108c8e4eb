import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { Drops, Redactor, RequestContext } from '../../../core';
import type { TailOptions } from './tail.options';
import { sizeOfCall } from './line-size';
import { TailRing } from './tail-ring';
import { writePastLine } from './past-line';

/** Of all requests together; beyond it the oldest requests drop their lines. */
const MAX_LINES = 20_000;
/** The same for the approximate memory of the lines. */
const MAX_BYTES = 16 * 1024 * 1024;
const MS_PER_SECOND = 1000;

/**
 * Lines below the level, kept for each request or job until it ends. Their arguments are kept and
 * formatted only when they are written: values that the app changes meanwhile are written as they are
 * then.
 */
export class TailBuffer {
  private readonly rings = new Map<RequestContext, TailRing>();
  private lines = 0;
  private bytes = 0;

  constructor(
    private readonly options: Required<TailOptions>,
    private readonly redactor: Redactor,
    private readonly drops: Drops,
  ) {}

  /** Whether a line would be kept now: it belongs to a request or job that has not ended. */
  get isOpen(): boolean {
    return openContext() !== undefined;
  }

  isSlow(durationSeconds: number): boolean {
    return durationSeconds * MS_PER_SECOND >= this.options.slowMs;
  }

  keep(logger: Logger, level: number, given: readonly unknown[]): void {
    const context = openContext();
    if (!context) return;
    const ring = this.rings.get(context) ?? this.begin(context);
    const { size, bytes } = ring;
    ring.add({ logger, level, at: Date.now(), given, bytes: sizeOfCall(given) });
    this.lines += ring.size - size;
    this.bytes += ring.bytes - bytes;
    while (this.lines > MAX_LINES || this.bytes > MAX_BYTES) this.forgetOldest();
  }

  /** Writes the lines of an ended request or job, or drops them. */
  settle(context: RequestContext, isWanted: boolean): void {
    const ring = this.rings.get(context);
    if (!ring) return;
    this.forget(context, ring);
    if (isWanted) this.write(context, ring);
  }

  private begin(context: RequestContext): TailRing {
    const ring = new TailRing(this.options.lines);
    this.rings.set(context, ring);
    return ring;
  }

  private write(context: RequestContext, ring: TailRing): void {
    for (const line of ring.inOrder()) {
      try {
        writePastLine(line, context, this.redactor);
      } catch {
        this.drops.count('logs');
      }
    }
  }

  private forgetOldest(): void {
    for (const [context, ring] of this.rings) {
      this.drops.count('logs', 'tail_full', ring.size);
      this.forget(context, ring);
      return;
    }
  }

  private forget(context: RequestContext, ring: TailRing): void {
    this.rings.delete(context);
    this.lines -= ring.size;
    this.bytes -= ring.bytes;
  }
}

function openContext(): RequestContext | undefined {
  const context = currentContext();
  return context?.observation && !context.observation.ended ? context : undefined;
}
