import { CallReader } from './call-reader';
import type { Labels } from './call-reader';
import type { HistogramTable } from './histogram-table';
import type { Misuse } from './misuse';
import type { NumberTable } from './number-table';

/** A counter of the app. It never throws, and ignores values that are not numbers. */
export class Counter {
  private readonly reader: CallReader;

  constructor(
    private readonly table: NumberTable,
    misuse: Misuse,
  ) {
    this.reader = new CallReader(table.definition, misuse);
  }

  /** @param amount 0 or more. @default 1 */
  add(amount = 1, labels?: Labels): void {
    const number = this.reader.number(amount, true);
    if (number !== undefined) this.table.series(...this.reader.labels(labels)).add(number);
  }
}

/** A gauge of the app. */
export class Gauge {
  private readonly reader: CallReader;

  constructor(
    private readonly table: NumberTable,
    misuse: Misuse,
  ) {
    this.reader = new CallReader(table.definition, misuse);
  }

  set(value: number, labels?: Labels): void {
    const number = this.reader.number(value, false);
    if (number !== undefined) this.table.series(...this.reader.labels(labels)).value = number;
  }

  /** @param amount below 0 to take away */
  add(amount: number, labels?: Labels): void {
    const number = this.reader.number(amount, false);
    if (number !== undefined) this.table.series(...this.reader.labels(labels)).add(number);
  }
}

/** A histogram of the app. */
export class Histogram {
  private readonly reader: CallReader;

  constructor(
    private readonly table: HistogramTable,
    misuse: Misuse,
  ) {
    this.reader = new CallReader(table.definition, misuse);
  }

  record(value: number, labels?: Labels): void {
    const number = this.reader.number(value, false);
    if (number !== undefined) this.table.series(...this.reader.labels(labels)).record(number);
  }
}
