import { warnOnce } from '../process/warn-once';

/** Receives what is dropped before delivery: the app that it belongs to. */
export interface DropListener {
  /** Called with the number of drops and the reason, a word that may be a label; '' where none is needed. */
  dropped(count: number, reason: string): void;
  /** Called with a sentence for the log when dropping begins and when it has ended. */
  warn(message: string): void;
}

/** Dropping has ended when nothing was dropped for this long, in milliseconds. */
const QUIET_MS = 10_000;

/** Counts what is dropped before delivery, and logs when dropping begins and ends instead of each drop. */
export class DropReporter {
  private listener: DropListener | undefined;
  private readonly unreported = new Map<string, number>();
  private readonly explained = new Set<string>();
  private droppedNow = 0;
  private lastAt = 0;

  /** @param things what is dropped, in the plural, as the beginning of a sentence */
  constructor(
    private readonly things: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether an app listens. */
  get hasListener(): boolean {
    return this.listener !== undefined;
  }

  isListener(listener: DropListener): boolean {
    return this.listener === listener;
  }

  /** Reports what was dropped before the app started, and every later drop; returns how to stop that. */
  listen(listener: DropListener): () => void {
    this.listener = listener;
    const before = [...this.unreported];
    this.unreported.clear();
    for (const [reason, count] of before) listener.dropped(count, reason);
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** Stops reporting; later drops are kept for the next listener. */
  stopListening(): void {
    this.listener = undefined;
  }

  /**
   * @param why as the end of a sentence
   * @param reason the same in a word that may be a label
   */
  dropped(count: number, why: string, reason = ''): void {
    if (count <= 0) return;
    this.lastAt = this.now();
    if (this.droppedNow === 0) this.warn(`${this.things} are being dropped: ${why}.`);
    this.droppedNow += count;
    this.report(count, reason);
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
    this.report(count, reason);
  }

  delivered(): void {
    if (this.droppedNow === 0 || this.now() - this.lastAt < QUIET_MS) return;
    this.warn(`${this.things} are being delivered again; ${this.droppedNow} were dropped.`);
    this.droppedNow = 0;
  }

  private report(count: number, reason: string): void {
    if (this.listener) this.listener.dropped(count, reason);
    else this.unreported.set(reason, (this.unreported.get(reason) ?? 0) + count);
  }

  private warn(message: string): void {
    if (this.listener) this.listener.warn(message);
    else warnOnce(message);
  }
}
