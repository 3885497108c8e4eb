import { METRICS } from '../../core';
import type { CacheObservation, Listener } from '../../core';
import type { HistogramTable } from './histogram.table';
import type { MetricsRegistry } from './metrics.registry';

/** Durations of cache operations by outcome. */
export class CacheMetrics implements Listener<CacheObservation> {
  private readonly durations: HistogramTable;

  constructor(registry: MetricsRegistry) {
    this.durations = registry.histogram(METRICS.cacheDuration);
  }

  end({ cache, operation, result, failed, durationSeconds }: CacheObservation): void {
    const outcome = failed ? 'error' : result;
    this.durations.series(cache, operation, outcome).record(durationSeconds);
  }
}
