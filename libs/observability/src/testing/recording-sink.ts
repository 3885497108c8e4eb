import type { MetricDefinition, MetricSink, Collector } from '../core';

/**
 * Records every value that a collector writes, for assertions in tests. A series is named by its
 * metric and the values of its labels: `queue_jobs{mail,waiting}`.
 */
export class RecordingSink implements MetricSink {
  /** Gauges and counters: the current value of each series. */
  readonly values: Record<string, number> = {};
  /** Histograms: what each series recorded, in order. */
  readonly records: Record<string, number[]> = {};

  /** Reads the sources once, as a scrape does, and returns their values. */
  async read(sources: readonly Collector[] = []): Promise<Record<string, number>> {
    await Promise.all(sources.map(async (source) => source.read?.(this)));
    return this.values;
  }

  set(definition: MetricDefinition, labels: readonly string[], value: number): void {
    this.values[seriesOf(definition, labels)] = value;
  }

  add(definition: MetricDefinition, labels: readonly string[], amount: number): void {
    const series = seriesOf(definition, labels);
    this.values[series] = (this.values[series] ?? 0) + amount;
  }

  record(definition: MetricDefinition, labels: readonly string[], value: number): void {
    (this.records[seriesOf(definition, labels)] ??= []).push(value);
  }

  remove(definition: MetricDefinition, labels: readonly string[]): void {
    delete this.values[seriesOf(definition, labels)];
  }

  nameOf({ name }: MetricDefinition): string {
    return name;
  }

  clear({ name }: MetricDefinition): void {
    for (const series of Object.keys(this.values)) {
      if (series.startsWith(`${name}{`)) delete this.values[series];
    }
  }
}

function seriesOf({ name, labels: wanted }: MetricDefinition, labels: readonly string[]): string {
  if (labels.length !== wanted.length) {
    throw new Error(
      `${name} has the labels ${wanted.join(', ')}, but received ${labels.join(', ')}.`,
    );
  }
  return `${name}{${labels.join(',')}}`;
}
