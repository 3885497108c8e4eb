import type { MetricDefinition } from '../../../core';
import { exemplarOf } from '../exposition/exemplar';
import type { Exemplar, Traced } from '../exposition/exemplar';
import type { ExpositionWriter } from '../exposition/exposition-writer';
import type { SeriesGuard } from './series.guard';
import { SeriesTable } from './series-table';
import type { CollectedValue } from './series-table';

/** Counts of one histogram series: a slot for each bucket, one beyond the last, and the sum. */
export class HistogramSeries {
  readonly counts: Float64Array;
  sum = 0;
  /** The newest of each bucket; undefined before the first sampled record. */
  exemplars: (Exemplar | undefined)[] | undefined = undefined;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  /** Bounds are few and small values are common, so a walk beats a search. */
  record(value: number): void {
    // One NaN would make the sum NaN forever.
    if (Number.isNaN(value)) return;
    this.counts[this.bucketOf(value)]! += 1;
    this.sum += value;
  }

  /** Records a value of a sampled trace, with an exemplar that leads to it. */
  recordTraced(value: number, traced: Traced): void {
    if (Number.isNaN(value)) return;
    this.record(value);
    this.exemplars ??= [];
    this.exemplars[this.bucketOf(value)] = exemplarOf(traced, value);
  }

  reset(): void {
    this.counts.fill(0);
    this.sum = 0;
    this.exemplars = undefined;
  }

  get count(): number {
    return this.counts.reduce((total, count) => total + count, 0);
  }

  private bucketOf(value: number): number {
    const { bounds } = this;
    let i = 0;
    while (i < bounds.length && value > bounds[i]!) i += 1;
    return i;
  }
}

/** A histogram; bucket counts are accumulated at scrape, not at each record. */
export class HistogramTable extends SeriesTable<HistogramSeries> {
  /** `le="0.005"}` and so on: the ends of the bucket lines. */
  private ends: readonly string[];

  constructor(
    definition: MetricDefinition,
    guard: SeriesGuard,
    private bounds: readonly number[] = definition.buckets ?? [],
  ) {
    super(definition, guard);
    this.ends = endsOf(bounds);
  }

  /** Adds bounds if nothing is recorded yet: all series of a histogram have the same bounds. */
  addBounds(more: readonly number[]): void {
    if (this.size > 0) return;
    this.bounds = [...new Set([...this.bounds, ...more])].toSorted((a, b) => a - b);
    this.ends = endsOf(this.bounds);
  }

  protected make(): HistogramSeries {
    return new HistogramSeries(this.bounds);
  }

  protected writeSeries(writer: ExpositionWriter, labels: string, series: HistogramSeries): void {
    const { name, ends } = this;
    const start = labels ? `${name}_bucket{${labels},` : `${name}_bucket{`;
    let count = 0;
    for (let i = 0; i < ends.length; i += 1) {
      count += series.counts[i]!;
      writer.sample(start + ends[i]!, count, series.exemplars?.[i]);
    }
    const end = labels && `{${labels}}`;
    writer.sample(`${name}_sum${end}`, series.sum);
    writer.sample(`${name}_count${end}`, count);
  }

  protected collect(labels: Record<string, string>, series: HistogramSeries): CollectedValue[] {
    const { name } = this;
    let count = 0;
    const buckets = [...this.bounds, '+Inf'].map((le, i) => {
      count += series.counts[i] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: series.sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}

function endsOf(bounds: readonly number[]): readonly string[] {
  return [...bounds, '+Inf'].map((bound) => `le="${bound}"}`);
}
