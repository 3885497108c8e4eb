import { METRICS } from '../../../core';
import type { Listener, MessageObservation, MessageRoute } from '../../../core';
import type { HistogramSeries, HistogramTable } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';

type ErrorType = '' | 'client_error' | 'server_error';

/** Durations of messages, by transport, pattern and error type. */
export class MessageMetrics implements Listener<MessageObservation> {
  private readonly durations: HistogramTable;
  /** A handler has one route, so that a message needs no look-up of labels. */
  private readonly known = new WeakMap<MessageRoute, Partial<Record<ErrorType, HistogramSeries>>>();

  constructor(registry: MetricsRegistry) {
    this.durations = registry.durations(METRICS.messageDuration);
  }

  end(observation: MessageObservation): void {
    const { route, context, durationSeconds } = observation;
    const errorType = errorTypeOf(observation);
    const series = this.known.get(route)?.[errorType] ?? this.add(route, errorType);
    if (context.sampled) series.recordTraced(durationSeconds, context);
    else series.record(durationSeconds);
  }

  private add(route: MessageRoute, errorType: ErrorType): HistogramSeries {
    const series = this.durations.series(route.transport, route.pattern, errorType);
    this.known.set(route, { ...this.known.get(route), [errorType]: series });
    return series;
  }
}

function errorTypeOf({ failed, isUnexpected }: MessageObservation): ErrorType {
  if (!failed) return '';
  return isUnexpected ? 'server_error' : 'client_error';
}
