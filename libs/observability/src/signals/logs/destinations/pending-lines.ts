import type { LogDestination } from './log-destination';

/** Lines of one level as one text: copied at once, they cost half of what they cost one by one. */
export interface JoinedLines {
  readonly text: string;
  /** Where each line ends in the text; the last one at its end. */
  readonly ends: readonly number[];
  readonly level: number;
}

/** Lines that are not put together yet, since many at once take less time than each by itself. */
export interface PendingLines {
  /** As many as may wait. */
  readonly isFull: boolean;
  /** Puts them together, the oldest first, and forgets them. It must not throw. */
  join(): JoinedLines;
}

/** A destination that takes such lines before any other, so that the order holds. */
export interface PatientDestination extends LogDestination {
  writeLater(lines: PendingLines): void;
}

/** Whether lines can wait until the destination takes them. */
export function isPatient(destination: LogDestination): destination is PatientDestination {
  return typeof (destination as Partial<PatientDestination>).writeLater === 'function';
}
