/** Measures which part of the time something was up, from what it was told, in milliseconds. */
export class TimeShare {
  private downSince: number | undefined;
  private downMs = 0;

  /** @param beganAt when the measuring began */
  constructor(private readonly beganAt: number) {}

  record(isUp: boolean, now: number): void {
    if (this.downSince !== undefined) this.downMs += now - this.downSince;
    this.downSince = isUp ? undefined : now;
  }

  /** From 0 to 1; before any time has passed it is all or nothing. */
  upRatio(now: number): number {
    const isDown = this.downSince !== undefined;
    const passedMs = now - this.beganAt;
    if (passedMs <= 0) return isDown ? 0 : 1;
    const downMs = this.downMs + (this.downSince === undefined ? 0 : now - this.downSince);
    return 1 - downMs / passedMs;
  }
}
