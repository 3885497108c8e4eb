import { SeriesTable } from './series';
import type { CollectedValue } from './series';

/** One number that is added to: a counter's or a gauge's series. */
export class NumberSeries {
  value = 0;

  reset(): void {
    this.value = 0;
  }

  add(amount: number): void {
    this.value += amount;
  }
}

/** A counter or a gauge, as the definition says. */
export class NumberTable extends SeriesTable<NumberSeries> {
  protected make(): NumberSeries {
    return new NumberSeries();
  }

  protected collect(labels: Record<string, string>, series: NumberSeries): CollectedValue[] {
    return [{ labels, value: series.value }];
  }
}
