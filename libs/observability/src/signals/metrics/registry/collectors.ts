import type { Drops, MetricSink, Collector, Warnings } from '../../../core';
import { LimitedCollector } from '../tables/limited-collector';
import type { TableSink } from '../tables/table-sink';

/** The sources that are read at scrape. */
export class Collectors {
  private readonly sources: Collector[] = [];
  private readonly collectors: LimitedCollector<void>[] = [];

  constructor(
    private readonly sink: TableSink,
    private readonly drops: Drops,
    private readonly warnings: Warnings,
  ) {}

  /** Adds a source and starts it. */
  add(source: Collector): void {
    const sink: MetricSink = this.sink;
    source.metrics.forEach((definition) => this.sink.declare(definition));
    const read = (): void | Promise<void> => source.read?.(sink);
    const collector = new LimitedCollector(source.name, read, this.drops, this.warnings);
    this.sources.push(source);
    this.collectors.push(collector);
    this.quietly(() => source.start?.(sink));
  }

  /** Reads all sources concurrently. */
  async collect(): Promise<void> {
    await Promise.all(this.collectors.map((collector) => collector.collect()));
  }

  /** Stops all sources. */
  stop(): void {
    for (const source of this.sources) this.quietly(() => source.stop?.());
  }

  private quietly(work: () => void): void {
    try {
      work();
    } catch {
      this.drops.count('metrics');
    }
  }
}
