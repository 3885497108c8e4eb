import { METRICS } from '../../core';
import type { CacheObservation, Listener } from '../../core';
import type { HistogramSeries, HistogramTable } from './histogram.table';
import type { MetricsRegistry } from './metrics.registry';

type SeriesByOutcome = Partial<Record<CacheObservation['result'], HistogramSeries>>;

/** Durations of cache operations by outcome. */
export class CacheMetrics implements Listener<CacheObservation> {
  private readonly durations: HistogramTable;
  /** By cache, then by operation, so that a command of Redis builds no key. */
  private readonly known = new Map<string, Map<string, SeriesByOutcome>>();

  constructor(registry: MetricsRegistry) {
    this.durations = registry.histogram(METRICS.cacheDuration);
  }

  end({ cache, operation, result, failed, durationSeconds }: CacheObservation): void {
    const outcome = failed ? 'error' : result;
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
