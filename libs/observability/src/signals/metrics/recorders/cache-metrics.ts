import { METRICS } from '../../../core';
import type { CacheObservation, Listener } from '../../../core';
import type { HistogramSeries, HistogramTable } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';
import type { NumberTable } from '../tables/number-table';

type SeriesByOutcome = Partial<Record<CacheObservation['result'], HistogramSeries>>;

/** Durations of cache operations by outcome; those that wait for data are only counted. */
export class CacheMetrics implements Listener<CacheObservation> {
  private readonly durations: HistogramTable;
  private readonly waits: NumberTable;
  /** By cache, then by operation, so that a command of Redis builds no key. */
  private readonly known = new Map<string, Map<string, SeriesByOutcome>>();

  constructor(registry: MetricsRegistry) {
    this.durations = registry.histogram(METRICS.cacheDuration);
    this.waits = registry.numbers(METRICS.cacheWaits);
  }

  end({ cache, operation, result, failed, isWait, durationSeconds }: CacheObservation): void {
    const outcome = failed ? 'error' : result;
    if (isWait) return this.waits.series(cache, operation, outcome).add(1);
    const series =
      this.known.get(cache)?.get(operation)?.[outcome] ?? this.add(cache, operation, outcome);
    series.record(durationSeconds);
  }

  private add(
    cache: string,
    operation: string,
    outcome: CacheObservation['result'],
  ): HistogramSeries {
    const series = this.durations.series(cache, operation, outcome);
    const ofCache = this.known.get(cache) ?? new Map<string, SeriesByOutcome>();
    this.known.set(cache, ofCache);
    ofCache.set(operation, { ...ofCache.get(operation), [outcome]: series });
    return series;
  }
}
