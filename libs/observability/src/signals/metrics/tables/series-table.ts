import type { MetricDefinition } from '../../../core';
import { labelText } from '../exposition/exposition-writer';
import type { ExpositionWriter } from '../exposition/exposition-writer';
import { OTHER } from './series.guard';
import type { SeriesGuard } from './series.guard';

/** What every series has. */
export interface Resettable {
  reset(): void;
}

/** What prom-client's registry reads of a metric, so that its users, such as a push gateway, can read ours. */
export interface CollectedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator: string;
  readonly values: readonly CollectedValue[];
}

export interface CollectedValue {
  readonly metricName?: string;
  readonly labels: Record<string, string | number>;
  readonly value: number;
}

/** A series, and its labels as values and as exposition text. */
interface Entry<S> {
  readonly values: readonly string[];
  readonly text: string;
  readonly series: S;
}

const MAX_VALUE_LENGTH = 128;
/** Combinations that overflowed in one label keep the values of the other labels, up to this many. */
const MAX_OVERFLOW_SERIES = 50;

/** A metric's series by their label values; created on first use, read at scrape. */
export abstract class SeriesTable<S extends Resettable> {
  readonly name: string;
  private byKey = new Map<string, Entry<S>>();
  private defaultLabels: Readonly<Record<string, string>> | undefined;
  /** The default for an empty label value, where a default label has the name of one of its own labels. */
  private fallbacks: readonly string[] | undefined;
  private overflowSeries = 0;
  private widest: number | undefined;

  /** @param refresh called before each read, for metrics whose values are kept elsewhere */
  constructor(
    readonly definition: MetricDefinition,
    private readonly guard: SeriesGuard,
    private readonly refresh?: () => void,
  ) {
    this.name = definition.name;
  }

  /** Adds labels to all series; their own take precedence. Call it before the first series. */
  labelAll(labels: Readonly<Record<string, string>>): void {
    if (Object.keys(labels).length > 0) this.defaultLabels = labels;
    const { labels: names } = this.definition;
    if (names.some((name) => name in labels)) {
      this.fallbacks = names.map((name) => labels[name] ?? '');
    }
  }

  /**
   * The series of these label values, in the order of the definition; an empty value is no label.
   * Recorders keep it, so that recording needs no look-up.
   */
  series(...given: readonly string[]): S {
    const values = this.filled(given);
    return this.byKey.get(keyOf(values))?.series ?? this.admit(values.map(cut));
  }

  /** Removes all series; writes to a series that a caller kept have no effect. */
  clear(): void {
    // An exposition that is being written continues with the series that it began with.
    this.byKey = new Map();
    this.overflowSeries = 0;
  }

  /** Removes one series; writes to it have no effect afterwards. */
  remove(...values: readonly string[]): void {
    this.byKey.delete(keyOf(this.filled(values).map(cut)));
  }

  get size(): number {
    return this.byKey.size;
  }

  /** Writes the metric to an exposition. */
  async write(writer: ExpositionWriter): Promise<void> {
    this.refresh?.();
    writer.family(this.definition);
    for (const { text, series } of this.byKey.values()) {
      this.writeSeries(writer, text, series);
      if (writer.isTired) await writer.rest();
    }
  }

  /** Called by prom-client to read a metric. */
  get(): Promise<CollectedMetric> {
    this.refresh?.();
    const { name, help, type, labels: names, aggregation: aggregator = 'sum' } = this.definition;
    const values = [...this.byKey.values()].flatMap(({ values: given, series }) =>
      this.collect(this.allLabels(names, given), series),
    );
    return Promise.resolve({ name, help, type, aggregator, values });
  }

  /** Called by prom-client to reset a metric; the series stay, because recorders keep them. */
  reset(): void {
    for (const { series } of this.byKey.values()) series.reset();
  }

  protected abstract make(): S;
  protected abstract writeSeries(writer: ExpositionWriter, labels: string, series: S): void;
  protected abstract collect(labels: Record<string, string>, series: S): CollectedValue[];

  /** Otherwise two series would be exposed with the same labels. */
  private filled(values: readonly string[]): readonly string[] {
    const { fallbacks } = this;
    return fallbacks ? values.map((value, i) => value || (fallbacks[i] ?? '')) : values;
  }

  private admit(values: readonly string[]): S {
    const known = this.byKey.get(keyOf(values));
    if (known) return known.series;
    return this.byKey.size < this.guard.limit ? this.add(values) : this.overflow(values);
  }

  private add(values: readonly string[]): S {
    const text = this.textOf(values);
    const series = this.make();
    this.byKey.set(keyOf(values), { values, text, series });
    return series;
  }

  private textOf(values: readonly string[]): string {
    const { labels: names } = this.definition;
    if (!this.defaultLabels) return labelText(names, values);
    const all = this.allLabels(names, values);
    return labelText(Object.keys(all), Object.values(all));
  }

  /** Its own labels come first. */
  private allLabels(names: readonly string[], values: readonly string[]): Record<string, string> {
    const own = labelsOf(names, values);
    return this.defaultLabels ? { ...own, ...this.defaultLabels, ...own } : own;
  }

  /** The label with the most values is replaced first; if that is not enough, all are. */
  private overflow(values: readonly string[]): S {
    const { labels } = this.definition;
    this.widest ??= widestOf([...this.byKey.values()], labels.length);
    this.guard.overflowed(this.definition, labels[this.widest] ?? '');
    const partly = values.map((value, i) => (i === this.widest ? OTHER : value));
    const known = this.byKey.get(keyOf(partly));
    if (known) return known.series;
    this.overflowSeries += 1;
    if (this.overflowSeries <= MAX_OVERFLOW_SERIES) return this.add(partly);
    const wholly = labels.map(() => OTHER);
    return this.byKey.get(keyOf(wholly))?.series ?? this.add(wholly);
  }
}

function keyOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : values.join('\u0000');
}

function cut(value: string): string {
  return value.length > MAX_VALUE_LENGTH ? value.slice(0, MAX_VALUE_LENGTH) : value;
}

function labelsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name, i) => (values[i] ? [[name, values[i]] as const] : [])),
  );
}

function widestOf(entries: readonly Entry<unknown>[], labels: number): number {
  const widths = Array.from(
    { length: labels },
    (_, i) => new Set(entries.map(({ values }) => values[i])).size,
  );
  return widths.indexOf(Math.max(...widths));
}
