import type { Timer } from './timer';

/** One measured operation. */
export interface Row {
  readonly group: string;
  readonly name: string;
  /** Of one call. */
  readonly nanoseconds: number;
  /** Longest hold of the event loop meanwhile, in milliseconds; of long operations only. */
  readonly holdMs?: number;
}

/** A subject measures a few operations that are to be compared. */
export type Subject = (time: Timer) => Promise<Row[]>;
