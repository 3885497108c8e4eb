import type { ExpositionWriter } from '../exposition/exposition-writer';
import { SeriesTable } from './series-table';
import type { CollectedValue } from './series-table';

/** A series of a counter or gauge. */
export class NumberSeries {
  value = 0;

  reset(): void {
    this.value = 0;
  }

  add(amount: number): void {
    this.value += amount;
  }
}

/** A counter or gauge, depending on its definition. */
export class NumberTable extends SeriesTable<NumberSeries> {
  protected make(): NumberSeries {
    return new NumberSeries();
  }

  protected writeSeries(writer: ExpositionWriter, labels: string, { value }: NumberSeries): void {
    const isCounter = this.definition.type === 'counter';
    const name = isCounter ? writer.counterName(this.name) : this.name;
    writer.sample(labels ? `${name}{${labels}}` : name, value);
  }

  protected collect(labels: Record<string, string>, series: NumberSeries): CollectedValue[] {
    return [{ labels, value: series.value }];
  }
}
