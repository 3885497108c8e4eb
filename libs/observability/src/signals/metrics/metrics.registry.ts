import { collectDefaultMetrics, register as globalRegistry, Registry } from 'prom-client';
import type { Metric } from 'prom-client';
import { METRICS } from '../../core';
import type { Losses, MetricDefinition, ServiceIdentity } from '../../core';
import { HistogramTable } from './histogram.table';
import type { MetricsOptions } from './metrics.options';
import { NumberTable } from './number.table';
import type { Resettable, SeriesTable } from './series';

/**
 * The metrics of one application. Its registry is its own, so that two applications in one process
 * do not clash; what the app registers with prom-client or @willsoto/nestjs-prometheus is in
 * prom-client's global one, and stands on the same page.
 */
export class MetricsRegistry {
  readonly registry = new Registry();

  constructor(
    private readonly options: Required<MetricsOptions>,
    private readonly losses: Losses,
    service: ServiceIdentity,
  ) {
    if (options.process) collectDefaultMetrics({ register: this.registry });
    this.add(buildInfoTable(service));
    this.add(lossesTable(this.losses));
  }

  /** A histogram of durations; its buckets are the user's. */
  durations(definition: MetricDefinition): HistogramTable {
    return this.add(new HistogramTable(definition, this.options.durationBuckets));
  }

  histogram(definition: MetricDefinition): HistogramTable {
    return this.add(new HistogramTable(definition));
  }

  numbers(definition: MetricDefinition): NumberTable {
    return this.add(new NumberTable(definition));
  }

  /** Adds a metric that answers prom-client's `get()`. */
  add<T extends SeriesTable<Resettable>>(table: T): T {
    // Registry takes whatever answers get() and reset(); its type names its own four classes only.
    this.registry.registerMetric(table as unknown as Metric);
    return table;
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** The page for Prometheus: our metrics, and the global registry's that have another name. */
  async page(): Promise<string> {
    const ours = await this.registry.metrics();
    const theirs = globalRegistry
      .getMetricsAsArray()
      .filter(({ name }) => !this.registry.getSingleMetric(name))
      .map(({ name }) => this.pageOf(name));
    const parts = await Promise.all(theirs);
    return [ours, ...parts].filter(Boolean).join('\n');
  }

  /** A metric whose `collect` throws costs only itself. */
  private async pageOf(name: string): Promise<string> {
    try {
      return `${await globalRegistry.getSingleMetricAsString(name)}\n`;
    } catch {
      this.losses.count('metrics');
      return '';
    }
  }
}

/** The losses are counted elsewhere; this only shows them. */
function lossesTable(losses: Losses): NumberTable {
  const table: NumberTable = new NumberTable(METRICS.lost, () => {
    for (const [part, count] of losses.entries()) table.series(part).value = count;
  });
  return table;
}

/** Set at each read, so that it is 1 whatever was reset. */
function buildInfoTable({ name, version, environment }: ServiceIdentity): NumberTable {
  const table: NumberTable = new NumberTable(METRICS.buildInfo, () => {
    table.series(name, version, environment).value = 1;
  });
  return table;
}
