/** How many items may be in flight together. */
export interface InFlightLimits<T> {
  readonly maxItems: number;
  /** A larger item is sent alone. */
  readonly maxBytes?: number;
  readonly bytesOf?: (item: T) => number;
  /** How many may be before the back end has accepted one. @default maxItems */
  readonly initialItems?: number;
}

/**
 * What is in flight to one back end. While the back end accepts, it is bounded by number and bytes; while
 * it fails there is one. When it recovers, each response allows one more, so it is not hit by everything
 * that has waited.
 */
export class InFlight<T> {
  private readonly items = new Set<T>();
  private readonly maxBytes: number;
  private readonly bytesOf: (item: T) => number;
  private allowed: number;
  private heldBytes = 0;

  constructor(private readonly limits: InFlightLimits<T>) {
    this.allowed = limits.initialItems ?? limits.maxItems;
    this.maxBytes = limits.maxBytes ?? Number.POSITIVE_INFINITY;
    this.bytesOf = limits.bytesOf ?? (() => 0);
  }

  get size(): number {
    return this.items.size;
  }

  get bytes(): number {
    return this.heldBytes;
  }

  /** Whether one more is allowed, whatever its size. */
  get hasRoom(): boolean {
    return this.items.size < this.allowed;
  }

  hasRoomFor(item: T): boolean {
    if (this.items.size === 0) return true;
    return this.hasRoom && this.heldBytes + this.bytesOf(item) <= this.maxBytes;
  }

  add(item: T): void {
    this.items.add(item);
    this.heldBytes += this.bytesOf(item);
  }

  /** @returns false where it was abandoned meanwhile */
  remove(item: T): boolean {
    if (!this.items.delete(item)) return false;
    this.heldBytes -= this.bytesOf(item);
    return true;
  }

  all(): readonly T[] {
    return [...this.items];
  }

  clear(): void {
    this.items.clear();
    this.heldBytes = 0;
  }

  /** From now on one at a time. */
  narrow(): void {
    this.allowed = 1;
  }

  /** One more at a time. */
  widen(): void {
    this.allowed = Math.min(this.limits.maxItems, this.allowed + 1);
  }
}
