import { ObservabilityError } from '../../../core';
import type { Warnings } from '../../../core';
import { placeOfCaller } from './place';

/** A metric was called with something that cannot be recorded, and `metrics.strict` is on. */
export class MetricMisuseError extends ObservabilityError {
  readonly code = 'METRICS_MISUSE';

  static for(message: string): MetricMisuseError {
    return new MetricMisuseError(message);
  }
}

/** What can be wrong with a call; a label of the metric of misuse. */
export type MisuseReason = 'bad_value' | 'negative_value' | 'unknown_label' | 'bad_label_value';

/** A stack costs some microseconds, and a call that is wrong is wrong often. */
const FIRST_CALLS = 100;
/** Of those that follow, so many pass for one that is looked at. */
const CALLS_BETWEEN = 100;

/**
 * Handles calls of metrics that cannot be recorded as requested. Business code goes on: the call is
 * counted and warned of once for each place (OpenTelemetry, error-handling.md: the API must not
 * throw). In strict mode it throws, for tests.
 */
export class Misuse {
  private readonly counts = new Map<string, { metric: string; reason: string; count: number }>();

  constructor(
    private readonly warnings: Warnings,
    private readonly isStrict: boolean,
  ) {}

  /** @throws MetricMisuseError in strict mode only */
  report(metric: string, reason: MisuseReason, text: string): void {
    const count = this.count(metric, reason);
    if (!this.isStrict && count > FIRST_CALLS && count % CALLS_BETWEEN > 0) return;
    const place = placeOfCaller();
    const message = `The metric "${metric}" was called wrongly${place}: ${text}.`;
    if (this.isStrict) throw MetricMisuseError.for(message);
    this.warnings.once(`misuse ${metric} ${reason}${place}`, message);
  }

  entries(): Iterable<{
    readonly metric: string;
    readonly reason: string;
    readonly count: number;
  }> {
    return this.counts.values();
  }

  private count(metric: string, reason: MisuseReason): number {
    const key = `${metric} ${reason}`;
    const counted = this.counts.get(key) ?? { metric, reason, count: 0 };
    counted.count += 1;
    this.counts.set(key, counted);
    return counted.count;
  }
}
