import { LineBlock } from './line-block';
import { LineQueue } from './line-queue';

/** Called for lines that are dropped. */
export type OnDrop = (level: number, lines: number) => void;

/**
 * Lines that wait for a stalled destination, in a limited number of bytes. If there is no room for a
 * line, lines of the lowest level are dropped, the newest of them first.
 */
export class Backlog {
  private readonly queues: LineQueue[] = [];
  private bytes = 0;
  private lines = 0;
  private nextPosition = 0;

  constructor(
    private readonly mostBytes: number,
    private readonly onDrop: OnDrop,
  ) {}

  get isEmpty(): boolean {
    return this.lines === 0;
  }

  add(line: Buffer, level: number): void {
    if (!this.makeRoom(line.length, level)) {
      this.onDrop(level, 1);
      return;
    }
    this.queueOf(level).add(line, this.nextPosition);
    this.nextPosition += 1;
    this.bytes += line.length;
    this.lines += 1;
  }

  /** Moves as many of the oldest lines as fit into the block, in their order. @returns the block to write */
  moveTo(block: LineBlock): LineBlock {
    for (let queue = this.oldest(); queue; queue = this.oldest()) {
      const line = queue.peek();
      if (!line) break;
      const isAdded = block.addBytes(line, queue.level);
      if (!isAdded && block.count > 0) return block;
      // A line that is longer than a block gets its own block.
      const alone = isAdded ? undefined : LineBlock.of(Buffer.from(line), queue.level);
      this.forget(queue, line.length);
      if (alone) return alone;
    }
    return block;
  }

  /** Drops everything. */
  clear(): void {
    for (const queue of this.queues) {
      while (!queue.isEmpty) this.drop(queue);
    }
  }

  private makeRoom(bytes: number, level: number): boolean {
    while (this.bytes + bytes > this.mostBytes) {
      const lowest = this.queues.find((queue) => !queue.isEmpty);
      if (!lowest || lowest.level >= level) return false;
      this.drop(lowest);
    }
    return true;
  }

  private drop(queue: LineQueue): void {
    this.bytes -= queue.dropNewest();
    this.lines -= 1;
    this.onDrop(queue.level, 1);
  }

  private forget(queue: LineQueue, bytes: number): void {
    queue.dropOldest();
    this.bytes -= bytes;
    this.lines -= 1;
  }

  private oldest(): LineQueue | undefined {
    let oldest: LineQueue | undefined;
    for (const queue of this.queues) {
      if (!queue.isEmpty && queue.firstPosition < (oldest?.firstPosition ?? Infinity))
        oldest = queue;
    }
    return oldest;
  }

  /** The queues are few and ordered by level. */
  private queueOf(level: number): LineQueue {
    const known = this.queues.find((queue) => queue.level === level);
    if (known) return known;
    const queue = new LineQueue(level);
    this.queues.push(queue);
    this.queues.sort((a, b) => a.level - b.level);
    return queue;
  }
}
