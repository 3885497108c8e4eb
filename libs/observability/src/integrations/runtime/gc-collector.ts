import { constants, PerformanceObserver } from 'node:perf_hooks';
import type { PerformanceEntry } from 'node:perf_hooks';
import { METRICS } from '../../core';
import type { MetricSink, Collector } from '../../core';

const MS_PER_SECOND = 1000;

/** What Node's documentation promises of entries of garbage collections. */
interface GcEntry extends PerformanceEntry {
  readonly detail: { readonly kind: number };
}

const KINDS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

/** Garbage collections; they can only be observed, not queried. */
export class GcCollector implements Collector {
  readonly name = 'garbage collection';
  readonly metrics = [METRICS.gcDuration];
  private observer: PerformanceObserver | undefined;

  start(sink: MetricSink): void {
    // A busy loop hears of many at once, so all entries count.
    this.observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) record(sink, entry);
    });
    this.observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.observer?.disconnect();
    this.observer = undefined;
  }
}

function record(sink: MetricSink, entry: PerformanceEntry): void {
  // Nothing else is observed.
  const { detail, duration } = entry as GcEntry;
  sink.record(METRICS.gcDuration, [KINDS[detail.kind] ?? 'other'], duration / MS_PER_SECOND);
}
