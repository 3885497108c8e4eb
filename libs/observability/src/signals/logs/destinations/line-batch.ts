import type { LineBlock } from './line-block';

interface TakenLine {
  readonly bytes: number;
  readonly level: number;
}

/** The lines that a sink has taken and may still drop. */
export class LineBatch {
  private lines: TakenLine[] = [];

  /** Notes the lines that the next `taken` bytes of the block belong to. */
  note(block: LineBlock, taken: number): void {
    this.lines = [];
    let left = taken;
    for (const { bytes, level } of block.lines()) {
      if (left <= 0) return;
      left -= bytes.length;
      this.lines.push({ bytes: bytes.length, level });
    }
  }

  /** The levels of the lines that the last `bytes` bytes belong to. */
  levelsOfLast(bytes: number): readonly number[] {
    let left = bytes;
    const isDropped = ({ bytes: length }: TakenLine): boolean => {
      left -= length;
      return left + length > 0;
    };
    return this.lines
      .toReversed()
      .filter(isDropped)
      .map(({ level }) => level);
  }

  /** The taken bytes, line by line. */
  *split(taken: Buffer): Generator<{ readonly text: string; readonly level: number }> {
    let start = 0;
    for (const { bytes, level } of this.lines) {
      yield { text: taken.toString('utf8', start, start + bytes), level };
      start += bytes;
    }
  }
}
