/** A shutdown phase with a deadline. It can finish early. */
export class ShutdownPhase {
  isDone = false;
  /** Resolves when the phase has ended; never rejects. */
  readonly done: Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private resolve: () => void = () => undefined;

  /** @param limitMs the deadline, in milliseconds */
  constructor(limitMs: number) {
    this.done = new Promise((resolve) => (this.resolve = resolve));
    // Not unref'd: the timer keeps the process alive until the phase has ended.
    this.timer = setTimeout(() => this.finish(), limitMs);
  }

  finish(): void {
    clearTimeout(this.timer);
    this.isDone = true;
    this.resolve();
  }
}
