/** Measures the share of time in which something was up, in milliseconds. */
export class TimeShare {
  private downSince: number | undefined;
  private downMs = 0;

  /** @param beganAt when the measurement began */
  constructor(private readonly beganAt: number) {}

  record(isUp: boolean, now: number): void {
    if (this.downSince !== undefined) this.downMs += now - this.downSince;
    this.downSince = isUp ? undefined : now;
  }

  /** From 0 to 1; either 0 or 1 before any time has passed. */
  upRatio(now: number): number {
    const isDown = this.downSince !== undefined;
    const passedMs = now - this.beganAt;
    if (passedMs <= 0) return isDown ? 0 : 1;
    const downMs = this.downMs + (this.downSince === undefined ? 0 : now - this.downSince);
    return 1 - downMs / passedMs;
  }
}
