import type { MetricDefinition } from '../../core';

/** What each series can do. */
export interface Resettable {
  reset(): void;
}

/** One time series; code that records holds on to it, so that recording looks nothing up. */
export interface Series {
  record(value: number): void;
}

/** What prom-client asks of a metric at scrape; its own classes hash the labels at every call (480-900 ns). */
export interface CollectedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator: 'sum';
  readonly values: readonly CollectedValue[];
}

export interface CollectedValue {
  readonly metricName?: string;
  readonly labels: Record<string, string | number>;
  readonly value: number;
}

/** A metric's series by their label values; made when first needed, read at scrape. */
export abstract class SeriesTable<S extends Resettable> {
  readonly name: string;
  private readonly byKey = new Map<
    string,
    { readonly labels: Record<string, string>; readonly series: S }
  >();

  /** @param refresh called before each read, by metrics whose numbers are kept elsewhere */
  constructor(
    protected readonly definition: MetricDefinition,
    private readonly refresh?: () => void,
  ) {
    this.name = definition.name;
  }

  /** The series of these label values, in the order of the definition. An empty value is no label. */
  series(...values: readonly string[]): S {
    const key = values.join('\u0000');
    const known = this.byKey.get(key);
    if (known) return known.series;
    const labels: Record<string, string> = {};
    this.definition.labels.forEach((label, i) => {
      if (values[i]) labels[label] = values[i];
    });
    const series = this.make();
    this.byKey.set(key, { labels, series });
    return series;
  }

  /** prom-client's way to read a metric. */
  get(): Promise<CollectedMetric> {
    this.refresh?.();
    const { name, help, type } = this.definition;
    const values = [...this.byKey.values()].flatMap(({ labels, series }) =>
      this.collect(labels, series),
    );
    return Promise.resolve({ name, help, type, aggregator: 'sum', values });
  }

  /** prom-client's way to start anew; the series stay, since those who record hold on to them. */
  reset(): void {
    for (const { series } of this.byKey.values()) series.reset();
  }

  protected abstract make(): S;
  protected abstract collect(labels: Record<string, string>, series: S): CollectedValue[];
}
