import type { MetricDefinition } from '../../core';
import { SeriesTable } from './series';
import type { CollectedValue, Series } from './series';

/** Counts of one histogram series: a slot for each bucket, one beyond the last, and the sum. */
export class HistogramSeries implements Series {
  readonly counts: Float64Array;
  sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  /** Bounds are few and small values are common, so a walk beats a search. */
  record(value: number): void {
    // One NaN would stay in the sum for ever.
    if (Number.isNaN(value)) return;
    const { bounds } = this;
    let i = 0;
    while (i < bounds.length && value > bounds[i]!) i += 1;
    this.counts[i]! += 1;
    this.sum += value;
  }

  reset(): void {
    this.counts.fill(0);
    this.sum = 0;
  }

  get count(): number {
    return this.counts.reduce((total, count) => total + count, 0);
  }
}

/** A histogram; buckets are added up at scrape, not at each record. */
export class HistogramTable extends SeriesTable<HistogramSeries> {
  private readonly bounds: readonly number[];

  constructor(definition: MetricDefinition, bounds = definition.buckets ?? []) {
    super(definition);
    this.bounds = bounds;
  }

  protected make(): HistogramSeries {
    return new HistogramSeries(this.bounds);
  }

  protected collect(labels: Record<string, string>, series: HistogramSeries): CollectedValue[] {
    const { name } = this.definition;
    let count = 0;
    const buckets = [...this.bounds, Infinity].map((bound, i) => {
      count += series.counts[i] ?? 0;
      const le = bound === Infinity ? '+Inf' : bound;
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: series.sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}
