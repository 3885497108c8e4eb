import { warnOnce } from '../core';

/** Who hears of what is lost on its way out: the app that it belongs to. */
export interface DropListener {
  /** Called with how many are lost, and why in a word that may be a label; '' where none is needed. */
  lost(count: number, reason: string): void;
  /** Called when losing begins and when it has ended, with a sentence for the log. */
  warn(message: string): void;
}

/** Losing has ended when this long nothing was lost, in milliseconds. */
const QUIET_MS = 10_000;

/** Counts what is lost on its way out and says so when it begins and ends, not at each of them. */
export class DropReporter {
  private listener: DropListener | undefined;
  private readonly untold = new Map<string, number>();
  private readonly explained = new Set<string>();
  private lostNow = 0;
  private lastAt = 0;

  /** @param things what is lost, in the plural and as a sentence begins */
  constructor(
    private readonly things: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether an app listens. */
  get isHeard(): boolean {
    return this.listener !== undefined;
  }

  isHeardBy(listener: DropListener): boolean {
    return this.listener === listener;
  }

  /** Hands over what was lost before the app was there, and whatever comes; returns how to stop that. */
  listen(listener: DropListener): () => void {
    this.listener = listener;
    const before = [...this.untold];
    this.untold.clear();
    for (const [reason, count] of before) listener.lost(count, reason);
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** Tells nobody from now on; what is lost then is kept for the next. */
  deafen(): void {
    this.listener = undefined;
  }

  /**
   * @param why as the end of a sentence
   * @param reason the same in a word that may be a label
   */
  lost(count: number, why: string, reason = ''): void {
    if (count <= 0) return;
    this.lastAt = this.now();
    if (this.lostNow === 0) this.warn(`${this.things} are being lost: ${why}.`);
    this.lostNow += count;
    this.tell(count, reason);
  }

  /**
   * Counts what is left out on purpose.
   * @param remedy logged the first time; left out where there is nothing to warn of
   */
  leftOut(count: number, reason: string, remedy?: string): void {
    if (remedy !== undefined && !this.explained.has(reason)) {
      this.explained.add(reason);
      this.warn(remedy);
    }
    this.tell(count, reason);
  }

  delivered(): void {
    if (this.lostNow === 0 || this.now() - this.lastAt < QUIET_MS) return;
    this.warn(`${this.things} are delivered again; ${this.lostNow} were lost.`);
    this.lostNow = 0;
  }

  private tell(count: number, reason: string): void {
    if (this.listener) this.listener.lost(count, reason);
    else this.untold.set(reason, (this.untold.get(reason) ?? 0) + count);
  }

  private warn(message: string): void {
    if (this.listener) this.listener.warn(message);
    else warnOnce(message);
  }
}
