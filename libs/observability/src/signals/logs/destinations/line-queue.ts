import { BLOCK_BYTES } from './line-block';

const MAX_LINES = 512;

/** A part of the queue: consecutive lines, each with its position among all lines. */
interface Chunk {
  readonly buffer: Buffer;
  readonly ends: Uint32Array;
  readonly positions: Float64Array;
  /** The first remaining line, and the one after the last. */
  first: number;
  count: number;
}

/** The waiting lines of one level, without an object for each. */
export class LineQueue {
  private readonly chunks: Chunk[] = [];

  constructor(readonly level: number) {}

  get isEmpty(): boolean {
    return this.chunks.length === 0;
  }

  /** The position of the oldest line among all lines. */
  get firstPosition(): number {
    const chunk = this.chunks[0];
    return chunk?.positions[chunk.first] ?? Infinity;
  }

  add(line: Buffer, position: number): void {
    const chunk = this.chunkFor(line.length);
    const start = endOf(chunk, chunk.count - 1);
    line.copy(chunk.buffer, start);
    chunk.ends[chunk.count] = start + line.length;
    chunk.positions[chunk.count] = position;
    chunk.count += 1;
  }

  /** The oldest line. */
  peek(): Buffer | undefined {
    const chunk = this.chunks[0];
    return chunk?.buffer.subarray(endOf(chunk, chunk.first - 1), endOf(chunk, chunk.first));
  }

  dropOldest(): void {
    const chunk = this.chunks[0];
    if (!chunk) return;
    chunk.first += 1;
    if (chunk.first === chunk.count) this.chunks.shift();
  }

  /** @returns the number of freed bytes */
  dropNewest(): number {
    const chunk = this.chunks.at(-1);
    if (!chunk) return 0;
    chunk.count -= 1;
    const bytes = endOf(chunk, chunk.count) - endOf(chunk, chunk.count - 1);
    if (chunk.first === chunk.count) this.chunks.pop();
    return bytes;
  }

  private chunkFor(bytes: number): Chunk {
    const last = this.chunks.at(-1);
    if (last && last.count < MAX_LINES) {
      const isRoom = endOf(last, last.count - 1) + bytes <= last.buffer.length;
      if (isRoom) return last;
    }
    const chunk = {
      buffer: Buffer.allocUnsafeSlow(Math.max(bytes, BLOCK_BYTES)),
      ends: new Uint32Array(MAX_LINES),
      positions: new Float64Array(MAX_LINES),
      first: 0,
      count: 0,
    };
    this.chunks.push(chunk);
    return chunk;
  }
}

function endOf({ ends }: Chunk, line: number): number {
  return line < 0 ? 0 : (ends[line] ?? 0);
}
