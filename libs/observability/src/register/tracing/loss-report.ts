import { warnOnce } from './warn';

/** Who hears of spans that are lost: the app that tracing works for. */
export interface LossListener {
  /** Called once for each span that is lost. */
  lost(): void;
  /** Called when losing begins and when it has ended, with a sentence for the log. */
  warn(message: string): void;
}

/** Losing has ended when this long nothing was lost, in milliseconds. */
const QUIET_MS = 10_000;

/** Counts spans that are lost and says so when it begins and ends, not at each of them. */
export class LossReport {
  private listener: LossListener | undefined;
  private untold = 0;
  private lostNow = 0;
  private lastAt = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether an app listens. */
  get isHeard(): boolean {
    return this.listener !== undefined;
  }

  /** Hands over what was lost before the app was there, and whatever comes; returns how to stop that. */
  listen(listener: LossListener): () => void {
    this.listener = listener;
    const before = this.untold;
    this.untold = 0;
    this.tell(before);
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** @param reason why, as the end of a sentence */
  lost(count: number, reason: string): void {
    if (count <= 0) return;
    this.lastAt = this.now();
    if (this.lostNow === 0) this.warn(`Spans are being lost: ${reason}.`);
    this.lostNow += count;
    this.tell(count);
  }

  delivered(): void {
    if (this.lostNow === 0 || this.now() - this.lastAt < QUIET_MS) return;
    this.warn(`Spans are delivered again; ${this.lostNow} were lost.`);
    this.lostNow = 0;
  }

  private tell(count: number): void {
    const { listener } = this;
    if (listener) for (let i = 0; i < count; i += 1) listener.lost();
    else this.untold += count;
  }

  private warn(message: string): void {
    if (this.listener) this.listener.warn(message);
    else warnOnce(message);
  }
}
