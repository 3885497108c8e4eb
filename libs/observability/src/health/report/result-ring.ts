/** How long checks took, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The latest results of one check, in arrays of fixed size. */
export class ResultRing {
  private readonly durationsMs: Float64Array;
  private readonly failures: Uint8Array;
  private next = 0;
  private filled = 0;

  constructor(size: number) {
    this.durationsMs = new Float64Array(size);
    this.failures = new Uint8Array(size);
  }

  get length(): number {
    return this.filled;
  }

  add(durationMs: number, hasFailed: boolean): void {
    this.durationsMs[this.next] = durationMs;
    this.failures[this.next] = hasFailed ? 1 : 0;
    this.next = (this.next + 1) % this.durationsMs.length;
    this.filled = Math.min(this.filled + 1, this.durationsMs.length);
  }

  /** The share of results that did not fail, 0 to 1; 1 while there are none. */
  get passedRatio(): number {
    if (this.filled === 0) return 1;
    const failed = this.failures.reduce((sum, failure) => sum + failure, 0);
    return 1 - failed / this.filled;
  }

  /** Each value is one that was measured: nothing is interpolated. */
  latency(): Latency {
    const sorted = this.durationsMs.subarray(0, this.filled).toSorted();
    const atRank = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
    return { p50: atRank(0.5), p95: atRank(0.95), max: atRank(1) };
  }
}
