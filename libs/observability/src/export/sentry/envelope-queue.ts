import type { SerializedEnvelope } from './serialized-envelope';

/** What an envelope occupies beside its body, in bytes, so the limit in bytes also limits their number. */
const OVERHEAD_BYTES = 512;

/**
 * What waits to be sent, bounded in bytes. An envelope in flight keeps its place, so that it
 * can always be put back.
 */
export class EnvelopeQueue {
  private waiting: SerializedEnvelope[] = [];
  private held = 0;
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Everything that is neither delivered nor dropped. */
  get size(): number {
    return this.held;
  }

  /** The one that has waited longest; it stays. */
  get first(): SerializedEnvelope | undefined {
    return this.waiting[0];
  }

  /** Whether it would fit into the empty queue. */
  canHold(envelope: SerializedEnvelope): boolean {
    return sizeOf(envelope) <= this.maxBytes;
  }

  /** @returns false where there is no room for it */
  admit(envelope: SerializedEnvelope): boolean {
    const size = sizeOf(envelope);
    if (this.bytes + size > this.maxBytes) return false;
    this.held += 1;
    this.bytes += size;
    this.waiting.push(envelope);
    return true;
  }

  /** Takes the one that has waited longest. */
  next(): SerializedEnvelope | undefined {
    return this.waiting.shift();
  }

  /** At the end, so that one that is rejected again and again does not block the others. */
  putBack(envelope: SerializedEnvelope): void {
    this.waiting.push(envelope);
  }

  /** It is delivered or dropped. */
  release(envelope: SerializedEnvelope): void {
    this.held -= 1;
    this.bytes -= sizeOf(envelope);
  }

  /** What waits, without those in flight. */
  all(): readonly SerializedEnvelope[] {
    return this.waiting;
  }

  clear(): void {
    this.waiting = [];
  }
}

function sizeOf({ body }: SerializedEnvelope): number {
  return body.length + OVERHEAD_BYTES;
}
