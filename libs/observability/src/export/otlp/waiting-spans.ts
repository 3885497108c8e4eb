import type { ReadableSpan } from './readable-span';

/** Spans that go together: those that are written already, and those that are not. */
export interface SpanBatch {
  readonly written: readonly Uint8Array[];
  readonly spans: readonly ReadableSpan[];
  /** How many spans they are together. */
  readonly size: number;
}

/** Writes spans; undefined when it cannot, or not yet. */
export type SpanWriter = (spans: readonly ReadableSpan[]) => Uint8Array | undefined;

interface Pack {
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Few, so that they are written while they are young. */
const PACK_SIZE = 32;

/**
 * Ended spans that wait to be sent. They are written in small packs soon after they ended: a span
 * that waits for seconds as an object is carried through V8's young collections, and the young
 * generation grows for it. Serialized OTLP requests can be concatenated into one request (protobuf's repeated fields).
 */
export class WaitingSpans {
  private packs: readonly Pack[] = [];
  private loose: ReadableSpan[] = [];
  private packedSize = 0;

  /** @param batch how many go together at the most; where that is less than a pack, none is made */
  constructor(private readonly batch: number) {}

  get size(): number {
    return this.packedSize + this.loose.length;
  }

  /** @returns whether there are enough for a pack since the last one */
  add(span: ReadableSpan): boolean {
    return this.loose.push(span) % PACK_SIZE === 0;
  }

  /** Writes those that are not written yet, if they are enough for a pack. */
  pack(write: SpanWriter): void {
    const spans = this.loose;
    if (spans.length < PACK_SIZE || spans.length > this.batch) return;
    const bytes = write(spans);
    if (!bytes) return;
    this.packs = [...this.packs, { size: spans.length, bytes }];
    this.packedSize += spans.length;
    this.loose = [];
  }

  /** Takes the oldest, at most a batch of them. */
  take(): SpanBatch {
    const packs = this.firstPacks();
    const packed = packs.reduce((sum, { size }) => sum + size, 0);
    const isLastPack = packs.length === this.packs.length;
    const spans = isLastPack ? this.loose.slice(0, this.batch - packed) : [];
    this.packs = this.packs.slice(packs.length);
    this.packedSize -= packed;
    this.loose = this.loose.slice(spans.length);
    return { written: packs.map(({ bytes }) => bytes), spans, size: packed + spans.length };
  }

  /** The oldest that go together. */
  private firstPacks(): readonly Pack[] {
    let room = this.batch;
    const end = this.packs.findIndex(({ size }) => (room -= size) < 0);
    return end < 0 ? this.packs : this.packs.slice(0, end);
  }

  /** All of them in batches; they stay. */
  batches(): SpanBatch[] {
    const copy = new WaitingSpans(this.batch);
    Object.assign(copy, { packs: this.packs, loose: this.loose, packedSize: this.packedSize });
    const batches: SpanBatch[] = [];
    for (let batch = copy.take(); batch.size > 0; batch = copy.take()) batches.push(batch);
    return batches;
  }

  /** @returns how many there were */
  drop(): number {
    const { size } = this;
    this.packs = [];
    this.loose = [];
    this.packedSize = 0;
    return size;
  }
}
