import type { Listener, Measurement, MeasurementObservation, Outcome } from '../../../core';
import type { MetricsRegistry } from '../registry/metrics.registry';

type Recorder = (durationSeconds: number) => void;

/** What `@Timed` and `@Counted` declare. */
export class MeasurementMetrics implements Listener<MeasurementObservation> {
  private readonly known = new WeakMap<Measurement, Partial<Record<Outcome, Recorder>>>();

  constructor(private readonly registry: MetricsRegistry) {}

  end({ measurement, outcome, durationSeconds }: MeasurementObservation): void {
    const record = this.known.get(measurement)?.[outcome] ?? this.add(measurement, outcome);
    record(durationSeconds);
  }

  private add(measurement: Measurement, outcome: Outcome): Recorder {
    const record = this.recorder(measurement, outcome);
    this.known.set(measurement, { ...this.known.get(measurement), [outcome]: record });
    return record;
  }

  /** Keeps the series, so that a call needs no look-up. */
  private recorder({ definition, labels }: Measurement, outcome: Outcome): Recorder {
    const values = [...labels, outcome];
    if (definition.type === 'histogram') {
      const series = this.registry.declareHistogram(definition).series(...values);
      return (seconds) => series.record(seconds);
    }
    const series = this.registry.declareNumbers(definition).series(...values);
    return () => series.add(1);
  }
}
