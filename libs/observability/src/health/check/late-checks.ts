const MAX_LATE = 2;

/**
 * The checks of one indicator that timed out and have not finished. A check that ignores the
 * `AbortSignal` still holds its resources, and another check would take as many again.
 */
export class LateChecks {
  private count = 0;
  private lastAddedAt = 0;

  /** @param ended resolves when the check finally finishes */
  add(ended: Promise<unknown>, now: number): void {
    this.count += 1;
    this.lastAddedAt = now;
    void ended.finally(() => {
      this.count -= 1;
    });
  }

  /** Whether no further check may start, however long it takes. */
  get isAtLimit(): boolean {
    return this.count >= MAX_LATE;
  }

  /** Whether a check may start: none is late, or only one, which has had twice its timeout. */
  mayStart(now: number, timeoutMs: number): boolean {
    if (this.count === 0) return true;
    return !this.isAtLimit && now - this.lastAddedAt >= timeoutMs;
  }
}
