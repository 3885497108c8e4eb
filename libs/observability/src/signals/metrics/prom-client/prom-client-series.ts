import { isObject } from './prom-client-metric';
import type { PromClientLabels, PromClientMetric } from './prom-client-metric';
import { OTHER } from '../tables/series.guard';
import type { SeriesGuard } from '../tables/series.guard';

/** Counting series is slow, so it must be rare: not when there is room for a few calls only. */
const NEARLY_FULL = 0.75;

/**
 * Bounds the series of one prom-client metric, which has no limit itself. A call adds one series at
 * most, so while there is room, calls are counted without a look-up; only a metric that is
 * nearly full is checked for the labels.
 */
export class PromClientSeries {
  private readonly sortedNames: readonly string[];
  private readonly other: PromClientLabels;
  /** The series that were counted; prom-client creates a new object when the metric is reset. */
  private counted: PromClientMetric['hashMap'] | undefined;
  private size = 0;
  private isExact = false;
  /** Calls that cannot exceed the limit, whatever their labels. */
  private room = 0;
  private overflows = 0;
  private widest: string | undefined;

  constructor(
    private readonly metric: PromClientMetric,
    private readonly guard: SeriesGuard,
  ) {
    this.sortedNames = [...metric.labelNames].toSorted();
    this.other = Object.fromEntries(this.sortedNames.map((name) => [name, OTHER]));
  }

  /** The labels to record under: those of the call, or `__other__` beyond the limit. */
  admit(labels: unknown): unknown {
    if (this.room > 0 && this.counted === this.metric.hashMap) {
      this.room -= 1;
      return labels;
    }
    return isObject(labels) && this.sortedNames.length > 0
      ? this.look(labels as PromClientLabels)
      : labels;
  }

  private look(labels: PromClientLabels): PromClientLabels {
    if (!this.isExact || this.counted !== this.metric.hashMap) this.count();
    if (this.room > 0) {
      this.room -= 1;
      return labels;
    }
    if (Object.hasOwn(this.metric.hashMap, this.keyOf(labels))) return labels;
    return this.isRoomForOne() ? labels : this.overflow(labels);
  }

  private isRoomForOne(): boolean {
    // Removed series are detected only now and then, because counting is slow.
    if (this.size >= this.guard.limit) {
      if (this.overflows % this.guard.limit === 0) this.count();
      if (this.size >= this.guard.limit) return false;
    }
    this.size += 1;
    return true;
  }

  private count(): void {
    const { hashMap } = this.metric;
    const others = Object.hasOwn(hashMap, this.keyOf(this.other)) ? 1 : 0;
    this.counted = hashMap;
    this.size = Object.keys(hashMap).length - others;
    this.isExact = this.size > this.guard.limit * NEARLY_FULL;
    this.room = this.isExact ? 0 : this.guard.limit - this.size;
  }

  private overflow(labels: PromClientLabels): PromClientLabels {
    // Labels that prom-client rejects are a mistake, not an additional series.
    if (Object.keys(labels).some((name) => !this.metric.labelNames.includes(name))) return labels;
    this.overflows += 1;
    this.widest ??= widestOf(this.sortedNames, Object.values(this.metric.hashMap));
    this.guard.overflowed(this.metric, this.widest);
    return this.other;
  }

  /** The key of prom-client's `hashObject`. */
  private keyOf(labels: PromClientLabels): string {
    let key = '';
    for (const name of this.sortedNames) {
      const value = labels[name];
      if (value !== undefined) key += `${name}:${value as string},`;
    }
    return key;
  }
}

/** The label with the most values. */
function widestOf(
  names: readonly string[],
  series: readonly { readonly labels?: PromClientLabels }[],
): string {
  const widths = names.map((name) => new Set(series.map(({ labels }) => labels?.[name])).size);
  return names[widths.indexOf(Math.max(...widths))] ?? '';
}
