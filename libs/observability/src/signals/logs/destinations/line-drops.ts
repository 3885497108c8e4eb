import { METRICS } from '../../../core';
import type { Drops, MetricSink, Collector } from '../../../core';
import { levelName } from '../records/level';

const { logLinesDropped } = METRICS;

/** Counts dropped lines, for /metrics. */
export class LineDrops implements Collector {
  readonly name = 'dropped log lines';
  readonly metrics = [logLinesDropped];
  /** The exposed name of their metric. */
  metricName: string = logLinesDropped.name;
  private readonly counts = new Map<string, { labels: readonly string[]; lines: number }>();

  constructor(private readonly drops: Drops) {}

  count(destination: string, level: number, reason: string): void {
    const key = `${destination} ${level} ${reason}`;
    const known = this.counts.get(key);
    if (known) known.lines += 1;
    else this.counts.set(key, { labels: [destination, levelName(level), reason], lines: 1 });
    this.drops.count('logs', reason);
  }

  start(sink: MetricSink): void {
    this.metricName = sink.nameOf(logLinesDropped);
  }

  read(sink: MetricSink): void {
    for (const { labels, lines } of this.counts.values()) sink.set(logLinesDropped, labels, lines);
  }
}
