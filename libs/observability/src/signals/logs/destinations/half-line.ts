import { sizeOf, truncate } from './log-path';

const NEWLINE = 0x0a;

/** The line at the end of a file that was written in part, since there was no room for all of it. */
export class HalfLine {
  /** How many bytes of it are in the file. */
  bytes = 0;

  constructor(private readonly path: string) {}

  /** @param arrived how much of what was written has arrived, in bytes */
  note(written: Buffer, arrived: number): void {
    const lastEnd = arrived > 0 ? written.lastIndexOf(NEWLINE, arrived - 1) : -1;
    this.bytes = lastEnd < 0 ? this.bytes + arrived : arrived - lastEnd - 1;
  }

  /** Takes it away again, where its remainder will not be written. */
  cut(): void {
    if (this.bytes === 0) return;
    try {
      truncate(this.path, Math.max(0, sizeOf(this.path) - this.bytes));
    } catch {
      // Then half a line remains; the dropped line is counted nevertheless.
    }
    this.bytes = 0;
  }
}
