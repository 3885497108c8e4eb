import type { MetricDefinition, MetricSink } from '../../../core';
import type { HistogramTable } from './histogram-table';
import type { NumberTable } from './number-table';

/** Creates the tables that the sink writes to. */
export interface TableMaker {
  numbers(definition: MetricDefinition): NumberTable;
  histogram(definition: MetricDefinition): HistogramTable;
  nameOf(definition: MetricDefinition): string;
}

/** Writes to tables by the name of the metric; for code outside the hot path. */
export class TableSink implements MetricSink {
  private readonly numbers = new Map<string, NumberTable>();
  private readonly histograms = new Map<string, HistogramTable>();

  constructor(private readonly tables: TableMaker) {}

  /** Creates the table, so that the metric is exposed before its first value. */
  declare(definition: MetricDefinition): void {
    if (definition.type === 'histogram') this.histogramOf(definition);
    else this.numbersOf(definition);
  }

  set(definition: MetricDefinition, labels: readonly string[], value: number): void {
    this.numbersOf(definition).series(...labels).value = value;
  }

  add(definition: MetricDefinition, labels: readonly string[], amount: number): void {
    this.numbersOf(definition)
      .series(...labels)
      .add(amount);
  }

  record(definition: MetricDefinition, labels: readonly string[], value: number): void {
    this.histogramOf(definition)
      .series(...labels)
      .record(value);
  }

  clear(definition: MetricDefinition): void {
    this.numbersOf(definition).clear();
  }

  remove(definition: MetricDefinition, labels: readonly string[]): void {
    this.numbersOf(definition).remove(...labels);
  }

  nameOf(definition: MetricDefinition): string {
    return this.tables.nameOf(definition);
  }

  private numbersOf(definition: MetricDefinition): NumberTable {
    return remembered(this.numbers, definition, () => this.tables.numbers(definition));
  }

  private histogramOf(definition: MetricDefinition): HistogramTable {
    return remembered(this.histograms, definition, () => this.tables.histogram(definition));
  }
}

function remembered<T>(known: Map<string, T>, { name }: MetricDefinition, make: () => T): T {
  const found = known.get(name);
  if (found) return found;
  const made = make();
  known.set(name, made);
  return made;
}
