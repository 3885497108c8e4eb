/** Notices how long the event loop is held: a timer of one millisecond that comes late. */
export class LoopWatch {
  private timer: NodeJS.Timeout | undefined;
  private last = 0;
  private longest = 0;

  start(): void {
    this.last = performance.now();
    this.longest = 0;
    this.timer = setInterval(() => this.tick(), 1);
  }

  /** @returns the longest gap between two turns, in milliseconds */
  stop(): number {
    this.tick();
    clearInterval(this.timer);
    return this.longest;
  }

  private tick(): void {
    const now = performance.now();
    this.longest = Math.max(this.longest, now - this.last);
    this.last = now;
  }
}
