/** How much a queue holds, and what it drops beyond that. */
export interface BoundedQueueOptions<T> {
  /** Beyond the bounds the oldest item is dropped for the new one, or the newest, which is the new one itself. */
  readonly drop: 'oldest' | 'newest';
  readonly maxItems?: number;
  readonly maxBytes?: number;
  /** What one item occupies; needed for a bound in bytes. */
  readonly bytesOf?: (item: T) => number;
}

/** The array is compacted when so many places at its front are free, and at least half of all. */
const MAX_GAP = 64;

/** Items that wait, in their order; bounded in number, in bytes, or in both. What it drops is counted. */
export class BoundedQueue<T> {
  private items: (T | undefined)[] = [];
  /** The place of the oldest item. */
  private first = 0;
  private heldBytes = 0;
  private drops = 0;
  private readonly maxItems: number;
  private readonly maxBytes: number;
  private readonly bytesOf: (item: T) => number;

  constructor(private readonly options: BoundedQueueOptions<T>) {
    this.maxItems = options.maxItems ?? Number.POSITIVE_INFINITY;
    this.maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
    this.bytesOf = options.bytesOf ?? (() => 0);
  }

  get length(): number {
    return this.items.length - this.first;
  }

  /** What all of them occupy. */
  get bytes(): number {
    return this.heldBytes;
  }

  /** How many were dropped. */
  get dropped(): number {
    return this.drops;
  }

  /** The item that has waited longest; it stays. */
  get oldest(): T | undefined {
    return this.items[this.first];
  }

  /** Whether the item would fit into the empty queue. */
  canHold(item: T): boolean {
    return this.maxItems > 0 && this.bytesOf(item) <= this.maxBytes;
  }

  /**
   * Adds an item at the end.
   * @param reservedBytes part of the bound that is taken by what has left the queue but may come back
   * @returns whether it waits now; false where it was dropped
   */
  add(item: T, reservedBytes = 0): boolean {
    const bytes = this.bytesOf(item);
    const maxBytes = this.maxBytes - reservedBytes;
    const isRefused = this.options.drop === 'newest' && !this.hasRoom(bytes, maxBytes);
    if (isRefused || bytes > maxBytes) {
      this.drops += 1;
      return false;
    }
    while (!this.hasRoom(bytes, maxBytes)) {
      this.drops += 1;
      this.take();
    }
    this.items.push(item);
    this.heldBytes += bytes;
    return true;
  }

  /** Removes the item that has waited longest. */
  take(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[this.first] as T;
    // Else the queue would keep it alive.
    this.items[this.first] = undefined;
    this.first += 1;
    this.heldBytes -= this.bytesOf(item);
    if (this.first >= MAX_GAP && this.first * 2 >= this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
    return item;
  }

  /** All items, oldest first; they stay. */
  all(): T[] {
    return this.items.slice(this.first) as T[];
  }

  clear(): void {
    this.items = [];
    this.first = 0;
    this.heldBytes = 0;
  }

  private hasRoom(bytes: number, maxBytes: number): boolean {
    return this.length < this.maxItems && this.heldBytes + bytes <= maxBytes;
  }
}
