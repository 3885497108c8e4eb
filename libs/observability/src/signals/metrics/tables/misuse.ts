import { ObservabilityError } from '../../../core';
import type { Warnings } from '../../../core';
import { callSite } from './call-site';

/** A metric was called with something that cannot be recorded, and `metrics.strict` is on. */
export class MetricMisuseError extends ObservabilityError {
  readonly code = 'METRICS_MISUSE';

  static for(message: string): MetricMisuseError {
    return new MetricMisuseError(message);
  }
}

/** What can be wrong with a call; the `reason` label of `observability_metric_misuse_total`. */
export type MisuseReason = 'bad_value' | 'negative_value' | 'unknown_label' | 'bad_label_value';

/** A stack trace costs some microseconds, and a wrong call is usually repeated. */
const FIRST_CALLS = 100;
/** After them, the call site is read for one call in so many. */
const CALLS_BETWEEN = 100;

/**
 * Handles calls of metrics that cannot be recorded as requested. The call does not throw: it is
 * counted and warned about once for each call site (OpenTelemetry, error-handling.md: the API must not
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
    const site = callSite();
    const message = `The metric "${metric}" was called wrongly${site}: ${text}.`;
    if (this.isStrict) throw MetricMisuseError.for(message);
    this.warnings.once(`misuse ${metric} ${reason}${site}`, message);
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
