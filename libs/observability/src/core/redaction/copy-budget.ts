const MAX_VALUES = 20_000;
/** What all texts of one copy may have together, in characters; texts beyond it are replaced. */
export const MAX_TEXT = 65_536;
/** How long one copy may take with patterns of the app, in milliseconds: they may be slow. The library's own passes are linear. */
const MAX_MS = 250;
/** Shorter texts are bounded by the number of values. */
const MIN_COSTLY = 32;
/** What stands for a text or value beyond a budget. */
export const TOO_MUCH = '[Too much]';

/** What one copy may spend, so that it ends whatever it is given. */
export class CopyBudget {
  private values = MAX_VALUES;
  private readonly begin = performance.now();

  /**
   * @param textLeft what all texts may have together, in characters
   * @param hasPatterns whether time counts: a machine that stands still for a while must cost no text of others
   */
  constructor(
    private textLeft: number,
    private readonly hasPatterns: boolean,
  ) {}

  takeValue(): void {
    this.values -= 1;
  }

  get hasMore(): boolean {
    return this.values > 0;
  }

  get isOverdrawn(): boolean {
    return this.values < 0;
  }

  /** Whether a text of this length may be read; one that may not is replaced, not let through. */
  takeText(length: number): boolean {
    if (length <= MIN_COSTLY) return true;
    if (this.textLeft < 0 || this.isOutOfTime()) return false;
    this.textLeft -= length;
    return true;
  }

  private isOutOfTime(): boolean {
    return this.hasPatterns && performance.now() - this.begin > MAX_MS;
  }
}
