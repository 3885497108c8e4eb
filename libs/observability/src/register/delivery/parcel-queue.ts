import type { Parcel } from '../sdk/parcel';

/** What a parcel holds beside its body, in bytes: so the bound of bytes is one of their number too. */
const OVERHEAD_BYTES = 512;

/**
 * What waits to be sent, bounded in bytes. A parcel that is under way keeps its place, so that it
 * can always be put back.
 */
export class ParcelQueue {
  private waiting: Parcel[] = [];
  private held = 0;
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Everything that is neither delivered nor dropped. */
  get size(): number {
    return this.held;
  }

  /** The one that has waited longest; it stays. */
  get first(): Parcel | undefined {
    return this.waiting[0];
  }

  /** Whether it would fit into the empty queue. */
  canHold(parcel: Parcel): boolean {
    return sizeOf(parcel) <= this.maxBytes;
  }

  /** @returns false where there is no room for it */
  admit(parcel: Parcel): boolean {
    const size = sizeOf(parcel);
    if (this.bytes + size > this.maxBytes) return false;
    this.held += 1;
    this.bytes += size;
    this.waiting.push(parcel);
    return true;
  }

  /** Takes the one that has waited longest. */
  next(): Parcel | undefined {
    return this.waiting.shift();
  }

  /** At the end, so that one that is refused again and again holds up no other. */
  putBack(parcel: Parcel): void {
    this.waiting.push(parcel);
  }

  /** It is delivered or dropped. */
  release(parcel: Parcel): void {
    this.held -= 1;
    this.bytes -= sizeOf(parcel);
  }

  /** What waits, under way not counted. */
  all(): readonly Parcel[] {
    return this.waiting;
  }

  clear(): void {
    this.waiting = [];
  }
}

function sizeOf({ body }: Parcel): number {
  return body.length + OVERHEAD_BYTES;
}
