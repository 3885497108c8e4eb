import type { Parcel } from './parcel';

/** How much may wait. */
export interface QueueBounds {
  readonly mostParcels: number;
  readonly mostBytes: number;
}

/**
 * What waits to be sent, bounded in number and bytes. A parcel that is under way keeps its place, so
 * that it can always be put back.
 */
export class ParcelQueue {
  private waiting: Parcel[] = [];
  private held = 0;
  private bytes = 0;

  constructor(private readonly bounds: QueueBounds) {}

  /** Everything that is neither delivered nor lost. */
  get size(): number {
    return this.held;
  }

  /** @returns false where there is no room for it */
  admit(parcel: Parcel): boolean {
    const { mostParcels, mostBytes } = this.bounds;
    const size = parcel.body.length;
    if (this.held >= mostParcels || this.bytes + size > mostBytes) return false;
    this.held += 1;
    this.bytes += size;
    this.waiting.push(parcel);
    return true;
  }

  /** The one that has waited longest. */
  next(): Parcel | undefined {
    return this.waiting.shift();
  }

  /** At the end, so that one that is refused again and again holds up no other. */
  putBack(parcel: Parcel): void {
    this.waiting.push(parcel);
  }

  /** It is delivered or lost. */
  release(parcel: Parcel): void {
    this.held -= 1;
    this.bytes -= parcel.body.length;
  }

  /** What waits, under way not counted. */
  all(): readonly Parcel[] {
    return this.waiting;
  }

  clear(): void {
    this.waiting = [];
  }
}
