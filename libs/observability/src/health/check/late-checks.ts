const MAX_LATE = 2;

/**
 * The checks of one indicator whose time was over and that have not ended. Who ignores the
 * `AbortSignal` still holds what it used, so that another check would take as much again.
 */
export class LateChecks {
  private count = 0;
  private lastAddedAt = 0;

  /** @param ended resolves when the check has come to its end after all */
  add(ended: Promise<unknown>, now: number): void {
    this.count += 1;
    this.lastAddedAt = now;
    void ended.finally(() => {
      this.count -= 1;
    });
  }

  /** Whether no further check is begun, however long it takes. */
  get isAtLimit(): boolean {
    return this.count >= MAX_LATE;
  }

  /** Whether a check may begin: there is none left, or one alone that has had its time twice. */
  mayStart(now: number, timeoutMs: number): boolean {
    if (this.count === 0) return true;
    return !this.isAtLimit && now - this.lastAddedAt >= timeoutMs;
  }
}
