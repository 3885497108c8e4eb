import { BLOCK_BYTES } from './line-block';

const MAX_LINES = 512;

/** A part of the queue: lines one after the other, each with its place in the order of all lines. */
interface Page {
  readonly buffer: Buffer;
  readonly ends: Uint32Array;
  readonly places: Float64Array;
  /** The first line that is still there, and the one after the last. */
  first: number;
  count: number;
}

/** The lines of one level that wait, without an object for each of them. */
export class LineQueue {
  private readonly pages: Page[] = [];

  constructor(readonly level: number) {}

  get isEmpty(): boolean {
    return this.pages.length === 0;
  }

  /** Where the oldest line stands in the order of all lines. */
  get firstPlace(): number {
    const page = this.pages[0];
    return page?.places[page.first] ?? Infinity;
  }

  add(line: Buffer, place: number): void {
    const page = this.pageFor(line.length);
    const start = endOf(page, page.count - 1);
    line.copy(page.buffer, start);
    page.ends[page.count] = start + line.length;
    page.places[page.count] = place;
    page.count += 1;
  }

  /** The oldest line. */
  peek(): Buffer | undefined {
    const page = this.pages[0];
    return page?.buffer.subarray(endOf(page, page.first - 1), endOf(page, page.first));
  }

  dropOldest(): void {
    const page = this.pages[0];
    if (!page) return;
    page.first += 1;
    if (page.first === page.count) this.pages.shift();
  }

  /** @returns the bytes that it frees */
  dropNewest(): number {
    const page = this.pages.at(-1);
    if (!page) return 0;
    page.count -= 1;
    const bytes = endOf(page, page.count) - endOf(page, page.count - 1);
    if (page.first === page.count) this.pages.pop();
    return bytes;
  }

  private pageFor(bytes: number): Page {
    const last = this.pages.at(-1);
    if (last && last.count < MAX_LINES) {
      const isRoom = endOf(last, last.count - 1) + bytes <= last.buffer.length;
      if (isRoom) return last;
    }
    const page = {
      buffer: Buffer.allocUnsafeSlow(Math.max(bytes, BLOCK_BYTES)),
      ends: new Uint32Array(MAX_LINES),
      places: new Float64Array(MAX_LINES),
      first: 0,
      count: 0,
    };
    this.pages.push(page);
    return page;
  }
}

function endOf({ ends }: Page, line: number): number {
  return line < 0 ? 0 : (ends[line] ?? 0);
}
