import type { Metric, Registry } from 'prom-client';
import type { Collector, MetricDefinition } from '../../../core';
import { textsOf } from '../tables/default-labels';
import { promClient } from '../prom-client/prom-client-package';
import { PromClientBridge, writePromClientMetric } from '../prom-client/prom-client-bridge';
import { HistogramTable } from '../tables/histogram-table';
import { requireSame, requireValid } from '../tables/metric-definition.rules';
import { NumberTable } from '../tables/number-table';
import { ExpositionWriter } from '../exposition/exposition-writer';
import type { ExpositionFormat } from '../exposition/exposition-writer';
import { Collectors } from './collectors';
import { addOwnMetrics } from './own-metrics';
import type { RegistryOptions, RegistryParts } from './registry-parts';
import { ShownMetrics } from './shown-metrics';
import { SeriesGuard } from '../tables/series.guard';
import type { Resettable, SeriesTable } from '../tables/series-table';
import { TableSink } from '../tables/table-sink';

/**
 * The metrics of one application. Its registry is its own, so that two applications in one process
 * do not clash; what the app registers with prom-client or @willsoto/nestjs-prometheus is in
 * prom-client's global one, and is exposed together with them.
 */
export class MetricsRegistry {
  /** Writes by definition, for code outside the hot path. */
  readonly sink = new TableSink(this);
  private own: Registry | undefined;
  private readonly onOwn: ((registry: Registry) => void)[] = [];
  private readonly tables = new Map<string, SeriesTable<Resettable>>();
  private readonly durationTables: HistogramTable[] = [];
  private readonly shown: ShownMetrics;
  private readonly guard: SeriesGuard;
  private readonly collectors: Collectors;
  private readonly promClient: PromClientBridge;
  private readonly defaultLabels: Readonly<Record<string, string>>;
  private readonly building = new Map<ExpositionFormat, Promise<Buffer>>();

  constructor(
    private readonly options: RegistryOptions,
    { drops, warnings, misuse, service }: RegistryParts,
  ) {
    this.shown = new ShownMetrics(options.enabled, options.prefix);
    this.guard = new SeriesGuard(options.seriesLimit, warnings);
    this.collectors = new Collectors(this.sink, drops, warnings);
    this.defaultLabels = textsOf(options.defaultLabels);
    this.promClient = new PromClientBridge(() => this.own, this.defaultLabels, drops, warnings);
    addOwnMetrics(this, { drops, misuse, service, overflows: () => this.guard.entries() });
  }

  /**
   * The app's own prom-client registry, for metrics that must not be in the global one. It is made, and prom-client
   * loaded, when it is first read.
   */
  get registry(): Registry {
    if (this.own) return this.own;
    const { Registry: Made } = promClient();
    const made = new Made();
    this.own = made;
    for (const table of this.tables.values()) made.registerMetric(metricOf(table));
    for (const listener of this.onOwn.splice(0)) listener(made);
    return made;
  }

  /** Calls the listener with the app's own prom-client registry, now or when it is made. */
  withRegistry(listener: (registry: Registry) => void): void {
    if (this.own) listener(this.own);
    else this.onOwn.push(listener);
  }

  /** A histogram of durations; its buckets are those of the options and every declared threshold. */
  durations(definition: MetricDefinition): HistogramTable {
    const { durationBuckets } = this.options;
    const table = new HistogramTable(this.shown.named(definition), this.guard, durationBuckets);
    this.durationTables.push(table);
    return this.add(table, definition);
  }

  histogram(definition: MetricDefinition): HistogramTable {
    return this.add(new HistogramTable(this.shown.named(definition), this.guard), definition);
  }

  /** @param refresh called before each read, if the values are kept elsewhere */
  numbers(definition: MetricDefinition, refresh?: (table: NumberTable) => void): NumberTable {
    const table: NumberTable = new NumberTable(
      this.shown.named(definition),
      this.guard,
      refresh && ((): void => refresh(table)),
    );
    return this.add(table, definition);
  }

  /** Adds a bucket at each threshold, in seconds: without it, an alert on the threshold is inexact. */
  declareThresholds(seconds: readonly number[]): void {
    for (const table of this.durationTables) table.addBounds(seconds);
  }

  /**
   * A counter or gauge of the app; the existing one, if the definition is the same.
   * @throws InvalidMetricError if Prometheus would reject it, or the name is used already
   */
  declareNumbers(definition: MetricDefinition): NumberTable {
    const known = this.declared(definition);
    return known instanceof NumberTable ? known : this.numbers(definition);
  }

  /**
   * A histogram of the app; the existing one, if the definition is the same.
   * @throws InvalidMetricError if Prometheus would reject it, or the name is used already
   */
  declareHistogram(definition: MetricDefinition): HistogramTable {
    const known = this.declared(definition);
    if (known instanceof HistogramTable) return known;
    return definition.buckets ? this.histogram(definition) : this.durations(definition);
  }

  /** The exposed name of a metric. */
  nameOf(definition: MetricDefinition): string {
    return this.shown.named(definition).name;
  }

  /** Adds a source that is read at scrape. */
  addCollector(source: Collector): void {
    const { metrics } = source;
    if (metrics.length > 0 && !metrics.some((definition) => this.shown.has(definition))) return;
    this.collectors.add(source);
  }

  /**
   * The exposition for Prometheus. Concurrent scrapes share one build, and it is built in chunks,
   * so that a long one does not delay requests.
   */
  exposition(format: ExpositionFormat = 'prometheus'): Promise<Buffer> {
    const known = this.building.get(format);
    if (known) return known;
    const building = this.build(format).finally(() => this.building.delete(format));
    this.building.set(format, building);
    return building;
  }

  /** How to combine the values of several processes, by metric name; other metrics are summed. */
  aggregations(): Record<string, string> {
    const own = [...this.tables].flatMap(
      ([
        name,
        {
          definition: { aggregation },
        },
      ]) => (aggregation ? [[name, aggregation] as const] : []),
    );
    return { ...this.promClient.aggregators(), ...Object.fromEntries(own) };
  }

  /** Stops all sources. */
  stop(): void {
    this.collectors.stop();
  }

  private async build(format: ExpositionFormat): Promise<Buffer> {
    const writer = new ExpositionWriter(format);
    const [bridged] = await Promise.all([
      this.promClient.collect((name) => this.tables.has(name)),
      this.collectors.collect(),
    ]);
    for (const table of this.tables.values()) await table.write(writer);
    for (const metric of bridged) await writePromClientMetric(writer, metric);
    return writer.end();
  }

  private declared(definition: MetricDefinition): SeriesTable<Resettable> | undefined {
    requireValid(definition);
    const known = this.tables.get(this.shown.named(definition).name);
    if (known) requireSame(known.definition, definition);
    return known;
  }

  private add<T extends SeriesTable<Resettable>>(table: T, definition: MetricDefinition): T {
    if (!this.shown.has(definition)) return table;
    table.labelAll(this.defaultLabels);
    this.tables.set(table.name, table);
    this.own?.registerMetric(metricOf(table));
    return table;
  }
}

/** Registry accepts any object with get() and reset(); its type names its own four classes only. */
function metricOf(table: SeriesTable<Resettable>): Metric {
  return table as unknown as Metric;
}
