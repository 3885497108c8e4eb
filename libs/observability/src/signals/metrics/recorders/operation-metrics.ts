import { METRICS } from '../../../core';
import type { Listener, Operation, OperationObservation, Outcome } from '../../../core';
import type { HistogramSeries, HistogramTable } from '../tables/histogram-table';
import type { MetricsRegistry } from '../registry/metrics.registry';
import type { NumberSeries, NumberTable } from '../tables/number-table';

/** The series of one operation, found by its index. */
interface OperationSeries {
  readonly inFlight: NumberSeries;
  readonly byOutcome: Record<Outcome, HistogramSeries | undefined>;
}

/** Durations, calls by outcome and calls in flight of monitored methods. */
export class OperationMetrics implements Listener<OperationObservation> {
  private readonly durations: HistogramTable;
  private readonly inFlight: NumberTable;
  private readonly byIndex: OperationSeries[] = [];
  private readonly known: Operation[] = [];

  constructor(registry: MetricsRegistry) {
    this.durations = registry.durations(METRICS.operationDuration);
    this.inFlight = registry.numbers(METRICS.operationsInFlight);
    registry.numbers(METRICS.operationCalls, (calls) => this.countCalls(calls));
  }

  begin({ operation }: OperationObservation): void {
    this.seriesOf(operation).inFlight.value += 1;
  }

  end({ operation, outcome, durationSeconds, context }: OperationObservation): void {
    const series = this.seriesOf(operation);
    series.inFlight.value -= 1;
    const durations = (series.byOutcome[outcome] ??= this.durations.series(
      operation.name,
      outcome,
    ));
    if (context?.sampled) durations.recordTraced(durationSeconds, context);
    else durations.record(durationSeconds);
  }

  discard({ operation }: OperationObservation): void {
    this.seriesOf(operation).inFlight.value -= 1;
  }

  private seriesOf(operation: Operation): OperationSeries {
    return this.byIndex[operation.index] ?? this.add(operation);
  }

  private add(operation: Operation): OperationSeries {
    const series: OperationSeries = {
      inFlight: this.inFlight.series(operation.name),
      byOutcome: { ok: undefined, error: undefined, aborted: undefined },
    };
    this.byIndex[operation.index] = series;
    this.known.push(operation);
    return series;
  }

  /** The number of calls is the histogram's count: read at scrape, not counted twice per call. */
  private countCalls(calls: NumberTable): void {
    for (const { name, index } of this.known) {
      for (const [outcome, series] of Object.entries(this.byIndex[index]?.byOutcome ?? {})) {
        if (series) calls.series(name, outcome).value = series.count;
      }
    }
  }
}
