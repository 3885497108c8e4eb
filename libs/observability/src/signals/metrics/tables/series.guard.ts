import type { MetricDefinition, Warnings } from '../../../core';
import { placeOfCaller } from './place';

/** What stands in for label values beyond the limit. */
export const OTHER = '__other__';

/**
 * Bounds the memory that labels can take: a metric has so many series and no more, and what comes
 * after is counted together. One warning names the metric, the label and the place.
 */
export class SeriesGuard {
  private readonly overflows = new Map<string, { metric: string; label: string; count: number }>();

  /** @param limit the most series of one metric */
  constructor(
    readonly limit: number,
    private readonly warnings: Warnings,
  ) {}

  /** Counts one record that went beyond the limit because of the label. */
  overflowed({ name }: Pick<MetricDefinition, 'name'>, label: string): void {
    const known = this.overflows.get(name);
    if (known) {
      known.count += 1;
      return;
    }
    this.overflows.set(name, { metric: name, label, count: 1 });
    this.warnings.once(
      `overflow ${name}`,
      `The metric "${name}" has more than ${this.limit} series${placeOfCaller()}: its label "${label}" ` +
        `has too many values. New ones are counted as "${OTHER}". Give the label few values, or raise metrics.seriesLimit.`,
    );
  }

  /** Metric, label and count, for the metric of overflows. */
  entries(): Iterable<{ readonly metric: string; readonly label: string; readonly count: number }> {
    return this.overflows.values();
  }
}
