const MAX_KEYS = 1000;

/** How many events of each key were left out since the last one that was sent; of 1000 keys. */
export class LeftOut {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  /** The oldest key is removed if there are too many. */
  add(key: string): void {
    const before = this.counts.get(key);
    if (before === undefined && this.counts.size >= MAX_KEYS) this.forgetFirst();
    this.counts.set(key, (before ?? 0) + 1);
  }

  /** Returns the number and resets it. */
  take(key: string): number {
    const count = this.counts.get(key) ?? 0;
    this.counts.delete(key);
    return count;
  }

  private forgetFirst(): void {
    const [first] = this.counts.keys();
    if (first !== undefined) this.counts.delete(first);
  }
}
