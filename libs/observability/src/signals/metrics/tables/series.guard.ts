import type { MetricDefinition, Warnings } from '../../../core';
import { callSite } from './call-site';

/** Replaces label values beyond the limit. */
export const OTHER = '__other__';

/**
 * Bounds the memory that labels can take: a metric has a limited number of series, and values beyond
 * it share one. One warning names the metric, the label and the call site.
 */
export class SeriesGuard {
  private readonly overflows = new Map<string, { metric: string; label: string; count: number }>();

  /** @param limit the maximum number of series of one metric */
  constructor(
    readonly limit: number,
    private readonly warnings: Warnings,
  ) {}

  /** Counts one record that exceeded the limit because of the label. */
  overflowed({ name }: Pick<MetricDefinition, 'name'>, label: string): void {
    const known = this.overflows.get(name);
    if (known) {
      known.count += 1;
      return;
    }
    this.overflows.set(name, { metric: name, label, count: 1 });
    this.warnings.once(
      `overflow ${name}`,
      `The metric "${name}" has more than ${this.limit} series${callSite()}: its label "${label}" ` +
        `has too many values. New ones are counted as "${OTHER}". Give the label few values, or raise metrics.seriesLimit.`,
    );
  }

  /** Metric, label and count, for the metric of overflows. */
  entries(): Iterable<{ readonly metric: string; readonly label: string; readonly count: number }> {
    return this.overflows.values();
  }
}
