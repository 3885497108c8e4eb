import type { Logger } from 'pino';

/** A call of a logger below its level. */
export interface TailLine {
  readonly logger: Logger;
  /** pino's number. */
  readonly level: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly given: readonly unknown[];
  /** Its approximate memory. */
  readonly bytes: number;
}

/** The newest lines of one request or job. */
export class TailRing {
  private readonly lines: TailLine[] = [];
  private oldest = 0;
  /** The approximate memory of all of them. */
  bytes = 0;

  constructor(private readonly most: number) {}

  get size(): number {
    return this.lines.length;
  }

  add(line: TailLine): void {
    this.bytes += line.bytes;
    if (this.lines.length < this.most) {
      this.lines.push(line);
      return;
    }
    this.bytes -= this.lines[this.oldest]?.bytes ?? 0;
    this.lines[this.oldest] = line;
    this.oldest = (this.oldest + 1) % this.most;
  }

  /** Oldest first. */
  inOrder(): readonly TailLine[] {
    return [...this.lines.slice(this.oldest), ...this.lines.slice(0, this.oldest)];
  }
}
