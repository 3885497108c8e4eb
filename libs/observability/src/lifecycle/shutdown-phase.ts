/** A part of the end that lasts until its time is up, or until it is finished before. */
export class ShutdownPhase {
  isDone = false;
  /** Resolves when it is over; it never rejects. */
  readonly done: Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private resolve: () => void = () => undefined;

  /** @param limitMs how long it lasts at the most, in milliseconds */
  constructor(limitMs: number) {
    this.done = new Promise((resolve) => (this.resolve = resolve));
    // The process is about to end and must not do so before this: the timer holds it.
    this.timer = setTimeout(() => this.finish(), limitMs);
  }

  finish(): void {
    clearTimeout(this.timer);
    this.isDone = true;
    this.resolve();
  }
}
