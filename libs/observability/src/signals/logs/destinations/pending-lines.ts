import type { LogDestination } from './log-destination';

/** Lines of one level as one text, which costs half as much to copy as single lines. */
export interface JoinedLines {
  readonly text: string;
  /** The end of each line in the text. */
  readonly ends: readonly number[];
  readonly level: number;
}

/** Lines that are not materialised yet, because many at once take less time than one by one. */
export interface PendingLines {
  /** Whether the maximum number of lines is waiting. */
  readonly isFull: boolean;
  /** Materialises the lines, oldest first, and removes them. It must not throw. */
  join(): JoinedLines;
}

/** A destination that writes pending lines before any other, which keeps the order. */
export interface PatientDestination extends LogDestination {
  writeLater(lines: PendingLines): void;
}

/** Whether the destination accepts pending lines. */
export function isPatient(destination: LogDestination): destination is PatientDestination {
  return typeof (destination as Partial<PatientDestination>).writeLater === 'function';
}
