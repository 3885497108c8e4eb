import type { JoinedLines } from './pending-lines';

/** The size of a block. */
export const BLOCK_BYTES = 65_536;
const MAX_LINES = 512;
/** The minimum average size of a line; with shorter ones a block is full before its bytes are used. */
const BYTES_OF_A_LINE = BLOCK_BYTES / MAX_LINES;
/** Of UTF-8, for each code unit of a string. */
const MAX_BYTES_OF_A_CHARACTER = 3;
/** With so much spare room, a text that did not fit has more bytes than code units. */
const SPARE = 4;

/** Consecutive lines as bytes, with the end and level of each, and how much of them was taken. */
export class LineBlock {
  /** Bytes that are used. */
  used = 0;
  /** The number of lines. */
  count = 0;
  private taken = 0;
  private firstWhole = 0;
  private readonly mostLines: number;
  private readonly ends: Uint32Array;
  private readonly levels: Uint8Array;

  constructor(private readonly buffer: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES)) {
    this.mostLines = Math.max(MAX_LINES, Math.floor(buffer.length / BYTES_OF_A_LINE));
    this.ends = new Uint32Array(this.mostLines);
    this.levels = new Uint8Array(this.mostLines);
  }

  /** A block of one line of any length. */
  static of(line: Buffer, level: number): LineBlock {
    const block = new LineBlock(line);
    block.end(line.length, level);
    return block;
  }

  get isDone(): boolean {
    return this.taken === this.used;
  }

  /** The level of the next line to take. */
  get nextLevel(): number {
    return this.levels[this.firstWhole] ?? 0;
  }

  /** @returns whether there was room */
  add(line: string, level: number): boolean {
    const most = line.length * MAX_BYTES_OF_A_CHARACTER;
    if (this.count === this.mostLines || this.used + most > this.buffer.length) return false;
    this.end(this.used + this.buffer.write(line, this.used), level);
    return true;
  }

  /** @returns whether there was room and all of it is ASCII; if not, the caller must add them one by one */
  addJoined({ text, ends, level }: JoinedLines): boolean {
    const start = this.used;
    if (
      this.count + ends.length > this.mostLines ||
      start + text.length + SPARE > this.buffer.length
    )
      return false;
    if (this.buffer.write(text, start) !== text.length) return false;
    for (let line = 0; line < ends.length; line += 1) this.end(start + ends[line]!, level);
    return true;
  }

  /** @returns whether there was room */
  addBytes(line: Buffer, level: number): boolean {
    if (this.count === this.mostLines || this.used + line.length > this.buffer.length) return false;
    line.copy(this.buffer, this.used);
    this.end(this.used + line.length, level);
    return true;
  }

  /** The remaining bytes: whole lines of at most so many bytes together, or the first line alone if it is longer. */
  rest(most: number): Buffer {
    return this.buffer.subarray(this.taken, this.endWithin(this.taken + most));
  }

  /** Notes how many of the remaining bytes were taken. */
  take(bytes: number): void {
    this.taken += bytes;
    while (this.firstWhole < this.count && this.endOf(this.firstWhole) <= this.taken)
      this.firstWhole += 1;
  }

  /** Each remaining line, including the remainder of a partially taken one. */
  *lines(): Generator<{ readonly bytes: Buffer; readonly level: number }> {
    let start = this.taken;
    for (let line = this.firstWhole; line < this.count; line += 1) {
      const end = this.endOf(line);
      yield { bytes: this.buffer.subarray(start, end), level: this.levels[line] ?? 0 };
      start = end;
    }
  }

  clear(): void {
    this.used = 0;
    this.count = 0;
    this.taken = 0;
    this.firstWhole = 0;
  }

  private end(used: number, level: number): void {
    this.used = used;
    this.ends[this.count] = used;
    this.levels[this.count] = level;
    this.count += 1;
  }

  private endWithin(most: number): number {
    if (this.used <= most) return this.used;
    let line = this.firstWhole;
    while (line + 1 < this.count && this.endOf(line + 1) <= most) line += 1;
    return this.endOf(line);
  }

  private endOf(line: number): number {
    return this.ends[line] ?? this.used;
  }
}
